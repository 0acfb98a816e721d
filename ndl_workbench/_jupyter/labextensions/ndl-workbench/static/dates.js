// When a unit is due, as the launch link says: shown above the notebook for as long as the container lives.
//
// The link's parameter is `ndl-due=<course>,<unit>:<time in UTC>,…` (cohort/links.py). Anybody can write a link, so what
// has not exactly this form is left out, and what is shown is made from the date and never from the text.
import { barOf, element } from "./bars.js";
import { eachReleased } from "./released.js";

const PARAMETER = "ndl-due";
const KEPT = "ndl-workbench:due:";
const MOST_SIGNS = 8000;
const COURSE = /^[a-z0-9][a-z0-9_-]{0,99}$/;
const DUE = /^([0-9]{2}_[a-z0-9-]{1,90}):([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)$/;
const ZONE = "Europe/London";

// Read at once, before JupyterLab writes an address of its own in its place.
const asked = new URLSearchParams(location.search).get(PARAMETER);

export async function dates(packageOf) {
  const { INotebookTracker } = await packageOf("@jupyterlab/notebook");
  const { PageConfig } = await packageOf("@jupyterlab/coreutils");
  const { Widget } = await packageOf("@lumino/widgets");

  return {
    id: "ndl-workbench:dates",
    description: "Shows when a unit is due.",
    autoStart: true,
    optional: [INotebookTracker],
    activate: (app, tracker) => {
      if (!tracker) return;
      const due = read(remembered(PageConfig.getBaseUrl()));
      eachReleased(tracker, (panel, { course, unit }) => {
        const when = due.course === course && due.units.get(unit);
        if (when) barOf(panel, Widget).prepend(element("p", sentence(when), { className: "ndl-grow ndl-due" }));
      });
    },
  };
}

// Of this container only: another has another base address, and its link brings its own dates.
function remembered(base) {
  try {
    if (asked !== null) {
      for (const key of Object.keys(localStorage)) if (key.startsWith(KEPT)) localStorage.removeItem(key);
      localStorage.setItem(KEPT + base, asked.slice(0, MOST_SIGNS));
    }
    return asked ?? localStorage.getItem(KEPT + base) ?? "";
  } catch {
    return asked ?? "";
  }
}

// Course and dates of the parameter. Where one of them is odd it is left out, and where the course is, all are.
export function read(text) {
  const [course, ...told] = text.length > MOST_SIGNS ? [""] : text.split(",");
  const units = new Map();
  for (const one of COURSE.test(course) ? told : []) {
    const [, unit, time] = DUE.exec(one) ?? [];
    const when = new Date(time ?? NaN);
    // A browser makes the 2nd of March of the 30th of February.
    if (!isNaN(when) && when.toISOString().startsWith(time.slice(0, -1)) && !units.has(unit)) units.set(unit, when);
  }
  return { course, units };
}

function sentence(when) {
  const told = options => new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, ...options }).format(when);
  const day = `${told({ weekday: "long" })} ${told({ day: "numeric", month: "long", year: "numeric" })}`;
  const time = told({ hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  const at = `${day}, ${time}, by your instructor's clock`;
  return when > Date.now()
    ? `This unit is due on ${at}.`
    : `This unit was due on ${at}. If you were given a later date, that counts.`;
}
