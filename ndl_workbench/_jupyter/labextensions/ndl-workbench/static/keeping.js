// Automatic copies: after each save of a released notebook, what a trainee wrote is kept in this browser. When a new
// container has the notebook as it was given out, the copy is offered. Nothing is overwritten: where somebody has
// written in the file since, or it is of another release, the copy is put beside it.
import { firstAction, notice, noticeArea } from "./bars.js";
import { eachReleased, fingerprint, isUntouched, releaseOf } from "./released.js";
import { copies, forget, keep, placeOf } from "./store.js";

const BRING = "ndl-workbench:bring-back-copies";
const GO = "ndl-workbench:go-to-notice";
const FORGET = "ndl-workbench:forget-copies";
const AS_GIVEN = "The notebook here is as it was given out.";
const CATEGORY = "National Data Library (unofficial)";

export async function keeping(packageOf) {
  const { INotebookTracker } = await packageOf("@jupyterlab/notebook");
  const { ICommandPalette } = await packageOf("@jupyterlab/apputils");
  const { Widget } = await packageOf("@lumino/widgets");

  return {
    id: "ndl-workbench:keeping",
    description: "Keeps copies of a trainee's work in the browser, and offers them in a new container.",
    autoStart: true,
    optional: [INotebookTracker, ICommandPalette],
    activate: (app, tracker, palette) => {
      if (!tracker) return;
      noticeArea(app, Widget);
      const offers = new Offers(app, tracker, Widget);
      eachReleased(tracker, (panel, release) => {
        panel.context.saveState.connect((_, state) => {
          if (state.startsWith("completed")) keepCopy(panel, release).catch(() => {});
        });
      });
      app.commands.addCommand(BRING, {
        label: "Bring back work that this browser has kept",
        execute: () => offers.make({ asked: true }),
      });
      app.commands.addCommand(FORGET, {
        label: "Forget the copies of my work in this browser",
        execute: () => offers.forget(),
      });
      // A notice stands at the top of the page, which is far from a notebook for somebody who has only a keyboard.
      app.commands.addCommand(GO, {
        label: "Go to the notice at the top",
        isEnabled: () => firstAction() !== null,
        // The palette gives the focus back to where it was before, and only then can it be taken.
        execute: () => void setTimeout(() => firstAction()?.focus(), 200),
      });
      for (const command of [BRING, FORGET, GO]) palette?.addItem({ command, category: CATEGORY });
      app.restored.then(() => offers.make()).catch(() => {});
    },
  };
}

async function keepCopy(panel, release) {
  const { context } = panel;
  const notebook = untrusted(context.model.toJSON());
  if (await isUntouched(notebook)) return;
  await keep({ ...release, path: context.path, when: Date.now(), print: await fingerprint(notebook), notebook });
}

// A copy comes from where other pages of the same address can write: its outputs are shown as a stranger's would be.
function untrusted(notebook) {
  const copy = structuredClone(notebook);
  for (const cell of copy.cells) delete cell.metadata?.trusted;
  return copy;
}

class Offers {
  constructor(app, tracker, Widget) {
    this.app = app;
    this.tracker = tracker;
    this.contents = app.serviceManager.contents;
    this.say = (text, actions = [["Close", () => {}]]) => notice(app, Widget, text, actions);
  }

  // Offer the newest copy of each notebook that is here as it was given out.
  async make({ asked = false } = {}) {
    const seen = new Set();
    let offered = 0;
    for (const copy of await this.kept(asked)) {
      if (seen.has(placeOf(copy))) continue;
      seen.add(placeOf(copy));
      const here = await this.read(copy.path);
      if (here && isSameUnit(here, copy) && (await isUntouched(here))) {
        offered++;
        this.say(`This browser kept your work on ${copy.unit}, of ${said(copy.when)}. ${AS_GIVEN}`, [
          ["Bring it back", () => this.bring(copy).catch(error => this.say(failed(copy, error)))],
          ["Not now", () => {}],
        ]);
      }
    }
    if (asked && !offered) this.say("This browser has no work of yours that is not in the notebooks here.");
  }

  async kept(asked) {
    try {
      return await copies();
    } catch {
      if (asked) this.say("This browser keeps nothing for pages such as this one, so there are no copies.");
      return [];
    }
  }

  async forget() {
    try {
      await forget();
      this.say("The copies of your work in this browser are gone. What is saved in the container is as it was.");
    } catch {
      this.say("This browser keeps nothing for pages such as this one, so there was nothing to forget.");
    }
  }

  async bring(copy) {
    const into = (await this.isFree(copy)) ? copy.path : await this.beside(copy);
    const content = untrusted(copy.notebook);
    await this.contents.save(into, { type: "notebook", format: "json", content });
    const panel = this.panel(into);
    if (panel) await panel.context.revert();
    else await this.app.commands.execute("docmanager:open", { path: into });
    const apart = " It lies beside the notebook here, which is another release or has been written in.";
    const where = `Your work of ${said(copy.when)} is back, in ${into}.${into === copy.path ? "" : apart}`;
    this.say(`${where} Run its cells again from the top.`);
  }

  // Whether the file is still as it was given out, on disk and where it is open, and of the release the copy is of.
  async isFree(copy) {
    const panel = this.panel(copy.path);
    const here = [await this.read(copy.path), panel?.context.model.toJSON()].filter(Boolean);
    const same = here.every(one => isSameUnit(one, copy) && releaseOf(one.metadata).release === copy.release);
    return same && (await Promise.all(here.map(isUntouched))).every(Boolean);
  }

  async beside({ path, unit, when }) {
    const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
    const there = (await this.contents.get(folder)).content.map(file => file.name);
    const first = `my-${unit}-${new Date(when).toISOString().slice(0, 10)}`;
    for (let number = 1; ; number++) {
      const name = number === 1 ? `${first}.ipynb` : `${first}-${number}.ipynb`;
      if (!there.includes(name)) return folder + name;
    }
  }

  async read(path) {
    try {
      return (await this.contents.get(path, { type: "notebook", content: true })).content;
    } catch {
      return null;
    }
  }

  panel(path) {
    return this.tracker.find(panel => panel.context.path === path);
  }
}

function isSameUnit(notebook, copy) {
  const release = releaseOf(notebook.metadata);
  return release !== null && release.course === copy.course && release.unit === copy.unit;
}

function said(when) {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" }).format(new Date(when));
}

function failed(copy, error) {
  const why = error?.message ?? error;
  return `Your work on ${copy.unit} could not be put back (${why}). The copy is still in this browser.`;
}
