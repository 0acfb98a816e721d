// A launch link opens a unit; joining and bringing work back are in the welcome notebook. A button above the unit leads there.
import { barOf, button } from "./bars.js";
import { eachReleased } from "./released.js";

const COURSES = "courses/_build/";
const WELCOME = "notebooks/welcome.ipynb";
const SECTION = "#Learn";

export async function joining(packageOf) {
  const { INotebookTracker } = await packageOf("@jupyterlab/notebook");
  const { Widget } = await packageOf("@lumino/widgets");

  return {
    id: "ndl-workbench:joining",
    description: "A button that leads from a unit to where a trainee joins.",
    autoStart: true,
    optional: [INotebookTracker],
    activate: (app, tracker) => {
      if (!tracker) return;
      const { contents } = app.serviceManager;
      eachReleased(tracker, async panel => {
        const path = welcomeOf(panel.context.path);
        const bar = barOf(panel, Widget);
        // On a hub that has only the units there is none, and then no button.
        const there = await contents.get(path, { content: false }).catch(() => null);
        if (there) bar.insertBefore(button("Join or bring work back", () => open(app, path)), bar.querySelector("button"));
      });
    },
  };
}

// The welcome notebook beside the courses among which a unit lies.
export function welcomeOf(path) {
  const at = path.indexOf(COURSES);
  return (at > 0 ? path.slice(0, at) : "") + WELCOME;
}

async function open(app, path) {
  const panel = await app.commands.execute("docmanager:open", { path, factory: "Notebook" });
  await panel?.context?.ready;
  panel?.setFragment?.(SECTION);
}
