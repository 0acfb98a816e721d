// JupyterLab takes keys for commands of its own unless one is typing text: in a list, arrows would lead out of it, and
// pressing D twice would delete the cell. The attribute is the one by which JupyterLab leaves an element's keys alone.
// A screen reader says what changes in a region only if the region was there before, which HTML alone cannot bring about.
// Only a script can copy, and only where the browser lets a page do it: else the code is selected, ready to be copied.
let tries = 600;
const copied = widget => {
  const box = widget.querySelector(".ndl-code textarea");
  const told = text => {
    const said = document.createElement("p");
    said.textContent = text;
    const place = document.createElement("div");
    place.className = "ndl-result";
    place.append(said);
    widget.querySelector(".ndl-copied .widget-html-content").replaceChildren(place);
  };
  const selected = () => {
    box.focus();
    box.select();
    told("Not copied: this browser does not let a page copy. The code is selected: press Ctrl and C, or Cmd and C.");
  };
  if (!navigator.clipboard) return selected();
  navigator.clipboard.writeText(box.value).then(() => told("Copied. Paste it into a cell."), selected);
};
const begin = () => {
  const widget = element.closest(".ndl-widget");
  if (widget) {
    widget.addEventListener("focusin", ({ target }) => {
      if (!target.matches("input[type=text], input[type=password], textarea")) target.setAttribute("data-lm-suppress-shortcuts", "true");
    });
    widget.querySelector(".ndl-copy")?.addEventListener("click", () => copied(widget));
    // No browser should offer to keep a code.
    for (const secret of widget.querySelectorAll("input[type=password]")) secret.autocomplete = "off";
    for (const said of widget.querySelectorAll(".ndl-said")) said.setAttribute("role", "status");
  } else if (tries-- > 0) {
    requestAnimationFrame(begin);
  }
};
begin();
