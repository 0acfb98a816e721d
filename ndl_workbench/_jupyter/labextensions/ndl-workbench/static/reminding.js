// A reminder to save before a container that nobody uses is taken away.
//
// What a Binder counts as use differs. On mybinder.org a JupyterLab window in front counts by itself (its guide, "How
// long will my Binder session last?"), since its page asks the server again and again; elsewhere only the work of kernels
// may. All of them count what a person makes the server do and what kernels answer. So we go by what a person does here
// and what kernels say: the reminder may come early, and where somebody only reads, a key or the pointer puts it off.
import { notice, noticeArea } from "./bars.js";
import { SAVE } from "./handing_in.js";

const BEFORE_MINUTES = 3;
const SHARE_BEFORE = 0.3;
const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove", "wheel"];
const TITLE = "Save your work: ";

export async function reminding(packageOf) {
  const { INotebookTracker } = await packageOf("@jupyterlab/notebook");
  const { PageConfig } = await packageOf("@jupyterlab/coreutils");
  const { Widget } = await packageOf("@lumino/widgets");

  return {
    id: "ndl-workbench:reminding",
    description: "Reminds of saving before an idle container is taken away.",
    autoStart: true,
    optional: [INotebookTracker],
    activate: (app, tracker) => {
      const minutes = Number(PageConfig.getOption("ndlIdleMinutes"));
      if (!(minutes > 0 && minutes < Infinity)) return;
      noticeArea(app, Widget);
      const clock = new Clock(minutes, () => remind(app, Widget, minutes));
      for (const sign of SIGNS_OF_LIFE) {
        document.addEventListener(sign, () => clock.used(), { capture: true, passive: true });
      }
      const heard = (_, panel) => panel.sessionContext.iopubMessage.connect(() => clock.used());
      tracker?.forEach(panel => heard(tracker, panel));
      tracker?.widgetAdded.connect(heard);
    },
  };
}

// Counts from the last use. After a reminder it waits for another use before it counts again.
class Clock {
  constructor(minutes, ring) {
    this.after = minutes * 60_000 - Math.min(BEFORE_MINUTES, minutes * SHARE_BEFORE) * 60_000;
    this.ring = ring;
    this.used();
    setInterval(() => this.look(), Math.min(15_000, this.after / 4));
  }

  used() {
    this.last = Date.now();
    this.rung = false;
  }

  look() {
    if (this.rung || Date.now() - this.last < this.after) return;
    this.rung = true;
    this.ring();
  }
}

let close = () => {};

function remind(app, Widget, minutes) {
  close();
  const left = Math.min(BEFORE_MINUTES, minutes * SHARE_BEFORE);
  const soon = left >= 1.5 ? `in about ${Math.round(left)} minutes` : "in about a minute";
  const text =
    `Nothing has been done here for a while. A container that nobody uses is taken away, perhaps ${soon}, with` +
    " everything in it that you have not downloaded.";
  const actions = [
    ["Save my work", () => void app.commands.execute(SAVE)],
    ["Not now", () => {}],
  ];
  close = notice(app, Widget, text, actions, { urgent: true, closed: titled() });
}

// The tab may be behind others, where its name is all that can be seen of it; JupyterLab writes that name too.
function titled() {
  const write = () => {
    if (!document.title.startsWith(TITLE)) document.title = TITLE + document.title;
  };
  const watch = new MutationObserver(write);
  watch.observe(document.head, { subtree: true, childList: true, characterData: true });
  write();
  return () => {
    watch.disconnect();
    document.title = document.title.replaceAll(TITLE, "");
    close = () => {};
  };
}
