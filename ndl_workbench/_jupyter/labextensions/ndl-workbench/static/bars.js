// Where the workbench says something in JupyterLab: a bar under a notebook's toolbar, and notices above everything.
// Text goes in as text, never as HTML: names of files and units come from outside.
const STYLE = new URL("style.css", import.meta.url);
const bars = new WeakMap();
let area;

export function element(name, text = "", properties = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  return Object.assign(made, properties);
}

export function button(label, act) {
  return element("button", label, { type: "button", onclick: act });
}

// The bar of a notebook, made when somebody first puts something in.
export function barOf(panel, Widget) {
  if (!bars.has(panel)) {
    const bar = element("div", "", { className: "ndl-bar" });
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "National Data Library workbench (unofficial)");
    panel.contentHeader.addWidget(placed(bar, "ndl-bar-place", Widget));
    bars.set(panel, bar);
  }
  return bars.get(panel);
}

// A notice stays until one of its buttons is pressed. An urgent one interrupts a screen reader.
export function notice(app, Widget, text, actions, { urgent = false, closed = () => {} } = {}) {
  area ??= noticeArea(app, Widget);
  const made = element("div", "", { className: "ndl-notice" });
  const close = () => {
    made.remove();
    closed();
  };
  made.append(element("p", text));
  for (const [label, act] of actions) {
    made.append(button(label, () => (close(), act())));
  }
  area.querySelector(urgent ? "[role=alert]" : "[role=status]").append(made);
  return close;
}

export const firstAction = () => area?.querySelector("button") ?? null;

// It is there before anything stands in it: a screen reader tells only of what changes in a region it knows.
export function noticeArea(app, Widget) {
  if (area) return area;
  addStyle();
  area = element("div", "", { className: "ndl-notices-inside" });
  for (const role of ["alert", "status"]) {
    const region = element("div");
    region.setAttribute("role", role);
    area.append(region);
  }
  const widget = placed(area, "ndl-notices", Widget);
  widget.id = "ndl-notices";
  try {
    app.shell.add(widget, "header");
  } catch {
    console.info("ndl-workbench: there is no place for notices here, so they lie over the page");
  } finally {
    // Jupyter Notebook has no such place, and does not say so.
    if (!widget.parent) {
      widget.addClass("ndl-alone");
      document.body.prepend(widget.node);
    }
  }
  return area;
}

// JupyterLab gives a part as much room as it says it needs at least, so it must say so again when its text wraps.
function placed(node, name, Widget) {
  addStyle();
  const widget = new Widget();
  widget.addClass(name);
  widget.node.append(node);
  const fit = () => {
    const height = `${Math.ceil(node.getBoundingClientRect().height)}px`;
    if (widget.isDisposed || widget.node.style.minHeight === height) return;
    widget.node.style.minHeight = height;
    widget.parent?.fit();
  };
  new ResizeObserver(fit).observe(node);
  return widget;
}

function addStyle() {
  if (!document.querySelector(`link[href="${STYLE}"]`)) {
    document.head.append(element("link", "", { rel: "stylesheet", href: STYLE }));
  }
}
