// What is known of a notebook that a course has released, read from its metadata. Anything else has no release.
const FORMS = { course: /^[a-z0-9][a-z0-9_-]{0,99}$/, unit: /^[0-9]{2}_[a-z0-9-]{1,90}$/, release: /^[0-9a-f]{64}$/ };

// Course, unit and release, each in the form it must have; else null.
export function releaseOf(metadata) {
  const told = metadata?.ndl_release;
  const fits = Object.entries(FORMS).every(([name, form]) => isText(told?.[name]) && form.test(told[name]));
  return fits ? { course: told.course, unit: told.unit, release: told.release } : null;
}

const isText = value => typeof value === "string";

// Act on each released notebook that is opened, and on those that are open already.
export function eachReleased(tracker, act) {
  const look = async panel => {
    await panel.context.ready;
    if (panel.isDisposed) return;
    const release = releaseOf({ ndl_release: panel.context.model.getMetadata("ndl_release") });
    if (release) act(panel, release);
  };
  tracker.forEach(look);
  tracker.widgetAdded.connect((_, panel) => void look(panel));
}

// The hash of what a person writes, as notebooks.py makes it; "" where the browser cannot (a page without TLS).
export async function fingerprint(notebook) {
  if (!globalThis.crypto?.subtle) return "";
  const written = notebook.cells.map(({ cell_type, source }) => [cell_type, [source].flat().join("")]);
  const inside = written.map(pair => `[${pair.map(asPythonDoes).join(", ")}]`).join(", ");
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`[${inside}]`));
  return Array.from(new Uint8Array(hash), byte => byte.toString(16).padStart(2, "0")).join("");
}

// Whether nobody has written anything in it since it was made.
export async function isUntouched(notebook) {
  const made = notebook.metadata?.ndl?.cells;
  return typeof made === "string" && made === (await fingerprint(notebook));
}

function asPythonDoes(text) {
  const escaped = sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escaped);
}
