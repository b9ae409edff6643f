// What the pages do a little more smoothly with a script; everything works without it.
import htmx from "htmx.org";

// The content policy of the pages allows no inline style and no evaluation.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
// A refusal is a sentence for people: show it where the answer would have come.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "(403|404|409|422)", swap: true, target: "#meldingen", swapOverride: "innerHTML", error: false },
  { code: "[45]..", swap: false, error: true },
];

document.documentElement.classList.add("gt-js");

// A form marked with data-at-once sends itself as soon as a choice is made.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Paper and search see everything: what is folded opens for the print and folds again.
const opened = [];
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:not([open])")) {
    fold.open = true;
    opened.push(fold);
  }
});
window.addEventListener("afterprint", () => {
  for (const fold of opened.splice(0)) fold.open = false;
});
