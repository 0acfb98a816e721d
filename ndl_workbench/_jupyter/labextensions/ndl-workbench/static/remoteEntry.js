// What JupyterLab asks of a prebuilt extension, written by hand so that nothing has to be built: it calls `init` with the
// packages that all extensions share, then `get` for ours. (The container of webpack's module federation.)
(() => {
  const here = document.currentScript.src;
  let shared = {};

  // Every version that is there is a way to the same package; JupyterLab's own comes first.
  const packageOf = async name => {
    const versions = Object.values(shared[name] ?? {});
    const found = versions.find(version => version.from === "@jupyterlab/application-top") ?? versions[0];
    if (!found) throw new Error(`found no package ${name} in JupyterLab; ndl-workbench was not started`);
    return (await found.get())();
  };

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB["ndl-workbench"] = {
    init: scope => {
      shared = scope;
    },
    get: async () => {
      const { plugins } = await import(new URL("index.js", here));
      const made = await plugins(packageOf);
      return () => ({ __esModule: true, default: made });
    },
  };
})();
