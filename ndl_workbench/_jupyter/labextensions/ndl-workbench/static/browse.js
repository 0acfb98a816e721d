// A tile in the launcher that opens the data browser: a notebook whose only cell shows it, and which is run.
const COMMAND = "ndl-workbench:browse";
const CATEGORY = "National Data Library (unofficial)";
const CELL = "import ndl_workbench as ndl\n\nbrowser = ndl.browse()\nbrowser";
const NAME = "Browse";
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 22 22">
<g fill="none" stroke="#0b4f9e" stroke-width="2" stroke-linecap="square">
<path d="M4 4v14M8 4v14M12 4v4"/><circle cx="14" cy="13" r="4"/><path d="m17 16 3 3"/>
</g></svg>`;

export async function browse(packageOf) {
  const { ILauncher } = await packageOf("@jupyterlab/launcher");
  const { ICommandPalette } = await packageOf("@jupyterlab/apputils");
  const { NotebookActions } = await packageOf("@jupyterlab/notebook");
  const { LabIcon } = await packageOf("@jupyterlab/ui-components");
  const icon = new LabIcon({ name: COMMAND, svgstr: ICON });

  return {
    id: COMMAND,
    description: "Opens the data browser of the National Data Library workbench.",
    autoStart: true,
    optional: [ILauncher, ICommandPalette],
    activate: (app, launcher, palette) => {
      app.commands.addCommand(COMMAND, {
        label: args => (args.isPalette ? "Browse the National Data Library (unofficial)" : "NDL browse"),
        caption: "Search for datasets, look at them and open them. Unofficial.",
        icon: args => (args.isPalette ? undefined : icon),
        execute: args => open(app, NotebookActions, args.cwd ?? ""),
      });
      launcher?.add({ command: COMMAND, category: CATEGORY, rank: 1 });
      palette?.addItem({ command: COMMAND, category: CATEGORY, args: { isPalette: true } });
    },
  };
}

async function open(app, NotebookActions, folder) {
  const { contents, kernelspecs } = app.serviceManager;
  await kernelspecs.ready;
  const kernel = kernelspecs.specs?.default ?? "python3";
  const path = await freePath(contents, folder);
  await contents.save(path, { type: "notebook", format: "json", content: notebook(kernel, kernelspecs) });
  const panel = await app.commands.execute("docmanager:open", { path, factory: "Notebook", kernel: { name: kernel } });
  await panel.context.ready;
  await panel.sessionContext.ready;
  await NotebookActions.runAll(panel.content, panel.sessionContext);
  return panel;
}

// Somebody may have written in the last one, so each press makes a notebook of its own.
async function freePath(contents, folder) {
  const there = (await contents.get(folder)).content.map(file => file.name);
  const within = folder ? `${folder}/` : "";
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${NAME}.ipynb` : `${NAME}-${number}.ipynb`;
    if (!there.includes(name)) return within + name;
  }
}

function notebook(kernel, { specs }) {
  const said = specs?.kernelspecs[kernel];
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: kernel, display_name: said?.display_name ?? kernel, language: said?.language ?? "python" },
    },
    cells: [{ id: "browse", cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: CELL }],
  };
}
