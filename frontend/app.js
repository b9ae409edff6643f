// What the pages do a little more smoothly with a script; everything works without it.
import htmx from "htmx.org";
import "./asking.js";
import "./drafts.js";
import "./own_link.js";

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

// On a phone a long page folds: each part marked data-fold keeps its heading, which opens it.
const phone = window.matchMedia("screen and (max-width: 45rem)");

function foldParts() {
  for (const part of document.querySelectorAll("[data-fold]:not(:has(> .gt-chapter))")) {
    const heading = part.querySelector("h2");
    if (!heading) continue;
    const fold = document.createElement("details");
    fold.className = "gt-chapter";
    const summary = document.createElement("summary");
    summary.append(heading);
    fold.append(summary, ...part.childNodes);
    // What holds all of a part opens with it: one press is enough.
    fold.addEventListener("toggle", () => {
      for (const whole of fold.querySelectorAll(":scope > [data-whole]")) whole.open = fold.open;
    });
    part.append(fold);
  }
}

function unfoldParts() {
  for (const fold of document.querySelectorAll(".gt-chapter")) {
    const [summary, ...rest] = fold.childNodes;
    fold.querySelector(".gt-section__head").prepend(...summary.childNodes);
    fold.replaceWith(...rest);
  }
}

// Who follows a link into the page comes out at something open.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!target || !target.closest("main")) return;
  const folds = [...target.querySelectorAll(":scope > .gt-chapter")];
  for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") folds.push(e);
  const closed = folds.filter((fold) => !fold.open);
  for (const fold of closed) fold.open = true;
  if (closed.length) target.scrollIntoView();
}

if (phone.matches) foldParts();
openTarget();
phone.addEventListener("change", () => {
  if (phone.matches) foldParts();
  else unfoldParts();
});
window.addEventListener("hashchange", openTarget);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.hash === window.location.hash) openTarget();
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
