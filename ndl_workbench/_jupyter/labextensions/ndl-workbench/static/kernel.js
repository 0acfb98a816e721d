// Ask the kernel of a notebook for something that taking/button.py makes. Nothing of it is in the notebook, its outputs
// or its history: the request is silent, and the answer comes as an expression.
const MODULE = "ndl_workbench.taking.button";
const PATIENCE = 20_000;
const NO_KERNEL = "No kernel is running: open a notebook of the course, and start one from the menu Kernel.";
const AT_WORK = "The kernel is at work. Wait until it rests, or interrupt it from the menu Kernel, and press again.";

// The answer as text in hex, so that no way of writing a text in Python has to be read here.
export async function ask(panel, call) {
  await panel?.sessionContext.ready;
  const kernel = panel?.sessionContext.session?.kernel;
  if (!kernel) throw new Error(NO_KERNEL);
  const name = call.slice(0, call.indexOf("("));
  const expression = `__import__("${MODULE}", fromlist=["${name}"]).${call}.encode().hex()`;
  const silent = { code: "", silent: true, store_history: false, allow_stdin: false };
  const future = kernel.requestExecute({ ...silent, user_expressions: { said: expression } }, true);
  const reply = await Promise.race([future.done, tooLate()]);
  if (reply === null) {
    future.dispose();
    throw new Error(AT_WORK);
  }
  return read(reply.content.user_expressions?.said);
}

// Whether the server answers at all.
export async function isThere(base) {
  try {
    return (await fetch(`${base}api`, { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

function read(said) {
  if (said?.status !== "ok") {
    throw new Error(`The kernel could not do it (${said?.ename ?? "no answer"}: ${said?.evalue ?? ""}).`);
  }
  const hex = said.data["text/plain"].replace(/[^0-9a-f]/g, "");
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], pair => parseInt(pair, 16));
  const told = JSON.parse(new TextDecoder().decode(bytes));
  if (told.error) throw new Error(told.error);
  const texts = list => (Array.isArray(list) ? list.map(String) : []);
  const [unanswered, sentences] = [texts(told.unanswered), texts(told.said)];
  return { file: String(told.file), name: String(told.name), unanswered, said: sentences };
}

function tooLate() {
  return new Promise(resolve => setTimeout(() => resolve(null), PATIENCE));
}
