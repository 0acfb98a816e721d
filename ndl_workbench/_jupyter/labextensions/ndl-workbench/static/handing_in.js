// The buttons *Save my work* and *Hand in* above a released notebook. The kernel makes the file (taking/button.py);
// this saves the notebook first, asks what is to be asked, and downloads.
import { barOf, button, element } from "./bars.js";
import { ask, isThere } from "./kernel.js";
import { eachReleased, releaseOf } from "./released.js";

export const SAVE = "ndl-workbench:save-my-work";
export const HAND_IN = "ndl-workbench:hand-in";
const CATEGORY = "National Data Library (unofficial)";
const SUFFIX = ".ndl-handin";

export async function handingIn(packageOf) {
  const { INotebookTracker } = await packageOf("@jupyterlab/notebook");
  const { Dialog, ICommandPalette, showDialog } = await packageOf("@jupyterlab/apputils");
  const { PageConfig } = await packageOf("@jupyterlab/coreutils");
  const { Widget } = await packageOf("@lumino/widgets");

  return {
    id: "ndl-workbench:handing-in",
    description: "Buttons to save a trainee's work and to hand it in.",
    autoStart: true,
    optional: [INotebookTracker, ICommandPalette],
    activate: (app, tracker, palette) => {
      if (!tracker) return;
      const talk = new Talk(Dialog, showDialog, Widget);
      const work = new Work(app, tracker, talk, PageConfig.getBaseUrl());
      app.commands.addCommand(SAVE, { label: "Save my work", execute: () => work.save() });
      app.commands.addCommand(HAND_IN, { label: "Hand in", execute: () => work.handIn() });
      for (const command of [SAVE, HAND_IN]) palette?.addItem({ command, category: CATEGORY });
      eachReleased(tracker, panel => {
        const save = button("Save my work", () => work.save(panel));
        const handIn = button("Hand in", () => work.handIn(panel));
        barOf(panel, Widget).append(save, handIn);
      });
    },
  };
}

class Work {
  constructor(app, tracker, talk, base) {
    this.contents = app.serviceManager.contents;
    this.tracker = tracker;
    this.talk = talk;
    this.base = base;
    this.busy = false;
  }

  save(panel = this.tracker.currentWidget) {
    return this.once("Your work was not saved", async () => {
      const open = this.released();
      if (!(await isThere(this.base))) return this.saveFromPage(open);
      for (const one of open) if (one.context.model.dirty) await one.context.save();
      const able = [panel, ...open].find(one => one?.sessionContext.session?.kernel);
      const made = await ask(able, "save_json()");
      await this.download(made.file, made.name);
      await this.talk.tell(`${made.name} is downloaded`, made.said);
    });
  }

  handIn(panel = this.tracker.currentWidget) {
    return this.once("Nothing was handed in", async () => {
      if (!panel || !isReleased(panel)) throw new Error(NO_COURSE);
      if (!(await isThere(this.base))) throw new Error(`${GONE} ${STILL_HERE}`);
      await panel.context.save();
      const made = await ask(panel, `hand_in_json(${JSON.stringify(panel.context.path)})`);
      if (made.unanswered.length && !(await this.talk.isSure(made.unanswered))) return this.drop(made.file);
      await this.download(made.file, made.name);
      await this.talk.tell(`${made.name} is downloaded`, made.said);
    });
  }

  // One at a time: a second press while a kernel is at work would make a second file.
  async once(what, act) {
    if (this.busy) return;
    this.busy = true;
    try {
      await act();
    } catch (error) {
      await this.talk.tell(what, [error?.message || String(error)]);
    } finally {
      this.busy = false;
    }
  }

  // The container is gone, but what is on this page is not.
  async saveFromPage(open) {
    if (!open.length) throw new Error(`${GONE} No notebook of a course is open here.`);
    for (const { context } of open) {
      const whole = new Blob([JSON.stringify(context.model.toJSON(), null, 1)], { type: "application/x-ipynb+json" });
      const address = URL.createObjectURL(whole);
      downloadFrom(address, context.path.split("/").pop());
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    }
    await this.talk.tell("Downloaded from this page", [GONE, RESCUED]);
  }

  async download(path, name) {
    downloadFrom(await this.contents.getDownloadUrl(path), name);
  }

  // Going back leaves nothing: the kernel has made the file already.
  async drop(file) {
    if (file.endsWith(SUFFIX)) await this.contents.delete(file).catch(() => {});
  }

  released() {
    return this.tracker.filter(isReleased);
  }
}

const GONE = "The container does not answer: it may have been taken away.";
const NO_COURSE = "This is no notebook of a course: open the one to hand in first.";
const STILL_HERE = "Press “Save my work” to get the notebook out of this page.";
const RESCUED =
  "What stands in the open notebooks was downloaded. Open the course again and drag the file into its list of files.";

const isReleased = ({ context }) => releaseOf({ ndl_release: context.model?.getMetadata("ndl_release") }) !== null;

function downloadFrom(address, name) {
  const link = element("a", "", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

// Dialogs. Whatever a kernel says goes in as text.
class Talk {
  constructor(Dialog, showDialog, Widget) {
    this.Dialog = Dialog;
    this.show = showDialog;
    this.Widget = Widget;
  }

  async isSure(unanswered) {
    const count = unanswered.length === 1 ? "One question has" : `${unanswered.length} questions have`;
    const list = element("ul");
    list.append(...unanswered.map(question => element("li", question)));
    const body = this.body([element("p", `${count} no answer yet:`), list]);
    const buttons = [this.Dialog.cancelButton({ label: "Go back" }), this.Dialog.okButton({ label: "Hand in anyway" })];
    const { button } = await this.show({ title: "Hand in?", body, buttons, defaultButton: 0 });
    return button.accept;
  }

  tell(title, sentences) {
    const body = this.body(sentences.map(sentence => element("p", sentence)));
    return this.show({ title, body, buttons: [this.Dialog.okButton({ label: "Close" })] });
  }

  body(parts) {
    const body = new this.Widget();
    body.addClass("ndl-said");
    body.node.append(...parts);
    return body;
  }
}
