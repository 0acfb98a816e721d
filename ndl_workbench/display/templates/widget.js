// JupyterLab takes keys for commands of its own unless one is typing text: in a list, arrows would lead out of it, and
// pressing D twice would delete the cell. The attribute is the one by which JupyterLab leaves an element's keys alone.
// A screen reader says what changes in a region only if the region was there before, which HTML alone cannot bring about.
let tries = 600;
const begin = () => {
  const widget = element.closest(".ndl-widget");
  if (widget) {
    widget.addEventListener("focusin", ({ target }) => {
      if (!target.matches("input[type=text], textarea")) target.setAttribute("data-lm-suppress-shortcuts", "true");
    });
    for (const said of widget.querySelectorAll(".ndl-said")) said.setAttribute("role", "status");
  } else if (tries-- > 0) {
    requestAnimationFrame(begin);
  }
};
begin();
