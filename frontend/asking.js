// Uitvraag: each answer is kept as soon as it is given. What could not be sent stays on this device
// and is tried again; the page itself works without any of this, with one button.
const form = document.querySelector("form[data-asking]");
const words = form ? form.dataset : {};
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30000;
let wait = FIRST_WAIT;
let timer = 0;
let busy = Promise.resolve();

function partsOf() {
  return [...form.querySelectorAll("[data-answer], [data-marks], [data-who]")];
}

function nameOf(part) {
  return part.dataset.answer || part.dataset.marks || "wie";
}

// Never under the secret of the link: who looks into this device must not find a way in.
function draftKey(part) {
  return `uitvraag/${words.asking}/${nameOf(part)}`;
}

function boxesIn(part) {
  return [...part.querySelectorAll("input, select, textarea")].filter((box) => box.name);
}

function written(part) {
  return boxesIn(part)
    .filter((box) => !(box.type === "radio" || box.type === "checkbox") || box.checked)
    .filter((box) => !box.name.startsWith("seen|"))
    .map((box) => [box.name, box.value]);
}

function fill(part, pairs) {
  const said = new Map(pairs);
  for (const box of boxesIn(part)) {
    if (box.name.startsWith("seen|")) continue;
    if (box.type === "radio" || box.type === "checkbox") box.checked = said.get(box.name) === box.value;
    else box.value = said.get(box.name) ?? "";
  }
}

function keepDraft(part) {
  try {
    localStorage.setItem(draftKey(part), JSON.stringify(written(part)));
  } catch {
    // Without room on the device the answer is still sent.
  }
}

function dropDraft(part, sent) {
  if (localStorage.getItem(draftKey(part)) === sent) localStorage.removeItem(draftKey(part));
}

function tell(part, text, late = false) {
  const state = part.querySelector("[data-state]");
  if (!state) return;
  state.textContent = text;
  state.classList.toggle("is-late", late);
}

function tellFaults(part, faults) {
  part.querySelector("[data-fault]")?.remove();
  part.classList.toggle("gt-field--wrong", faults.length > 0);
  if (!faults.length) return;
  const told = document.createElement("div");
  told.className = "gt-field__wrong";
  told.dataset.fault = "";
  told.setAttribute("role", "alert");
  for (const fault of faults) {
    const line = document.createElement("p");
    line.textContent = fault;
    told.append(line);
  }
  part.querySelector("[data-state]").before(told);
}

function bodyOf(part) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const box of boxesIn(part)) if (box.name.startsWith("seen|")) body.set(box.name, box.value);
  for (const [name, value] of written(part)) body.set(name, value);
  if (part.dataset.marks) body.set(`merk:${part.dataset.marks}`, "1");
  return body;
}

async function send(part) {
  const sent = JSON.stringify(written(part));
  tell(part, words.wordsSaving);
  const answer = await fetch(form.action, {
    method: "POST",
    body: bodyOf(part),
    headers: { Accept: "application/json", "HX-Request": "true" },
  });
  if (answer.status >= 500) throw new Error(String(answer.status));
  if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) {
    // A refusal is a sentence for people.
    document.getElementById("meldingen").innerHTML = await answer.text();
    tell(part, words.wordsDraft, true);
    return;
  }
  show(part, await answer.json(), sent);
}

function show(part, told, sent) {
  const name = part.dataset.answer;
  const faults = told.faults[name] || [];
  const seen = name && form.elements.namedItem(`seen|${name}`);
  if (seen && name in told.versions) seen.value = told.versions[name];
  if (name) tellFaults(part, faults);
  if (!faults.length) dropDraft(part, sent);
  tell(part, faults.length ? words.wordsDraft : words.wordsSaved, faults.length > 0);
  form.querySelector("[data-progress]").value = told.done;
  form.querySelector("[data-progress-words]").textContent = told.progress;
  for (const row of form.querySelectorAll("[data-row]")) {
    row.querySelector("[data-done]").hidden = !told.done_rows.includes(row.dataset.row);
  }
}

// One after another: two answers of one party never overtake each other.
function save(part) {
  keepDraft(part);
  busy = busy.then(async () => {
    if (!localStorage.getItem(draftKey(part))) return;
    try {
      await send(part);
      wait = FIRST_WAIT;
    } catch {
      tell(part, words.wordsLater, true);
      tryLater();
    }
  });
  return busy;
}

function waiting() {
  return partsOf().filter((part) => localStorage.getItem(draftKey(part)));
}

function tryLater() {
  window.clearTimeout(timer);
  timer = window.setTimeout(tryAgain, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

function tryAgain() {
  window.clearTimeout(timer);
  for (const part of waiting()) save(part);
}

function partOf(target) {
  return target.closest?.("[data-answer], [data-marks], [data-who]");
}

// Who writes a number no longer says that it is not known; who says so empties the boxes.
function agree(part, box) {
  if (!part.dataset.answer) return;
  const unknown = part.querySelector('[name^="hoe|"][value="onbekend"]');
  if (!unknown) return;
  const boxes = boxesIn(part).filter((one) => !one.name.includes("|"));
  if (box === unknown && unknown.checked) {
    for (const one of boxes) {
      if (one.type === "checkbox" || one.type === "radio") one.checked = false;
      else one.value = "";
    }
  } else if (boxes.includes(box) && unknown.checked) {
    unknown.checked = false;
  }
}

function take(button) {
  const part = partOf(button);
  for (const [name, value] of Object.entries(JSON.parse(button.dataset.take))) {
    const box = form.elements.namedItem(name);
    if (box && box.type === "checkbox") box.checked = true;
    else if (box) box.value = value;
  }
  const unknown = part.querySelector('[name^="hoe|"][value="onbekend"]');
  if (unknown) unknown.checked = false;
  button.closest(".gt-ask-was").remove();
  save(part);
}

if (form) {
  form.addEventListener("input", (event) => {
    const part = partOf(event.target);
    if (!part) return;
    agree(part, event.target);
    keepDraft(part);
  });
  form.addEventListener("change", (event) => {
    const part = partOf(event.target);
    if (part && event.target.matches("select, [type='radio'], [type='checkbox']")) save(part);
  });
  // Boxes that belong together are sent when all of them are left.
  form.addEventListener("focusout", (event) => {
    const part = partOf(event.target);
    if (!part || (event.relatedTarget && part.contains(event.relatedTarget))) return;
    if (localStorage.getItem(draftKey(part))) save(part);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (button) take(button);
  });
  // What is on its way arrives first; then the page is sent.
  let sending = false;
  form.addEventListener("submit", (event) => {
    if (sending) return;
    event.preventDefault();
    if (!navigator.onLine) {
      for (const part of waiting()) tell(part, words.wordsLater, true);
      return;
    }
    // Not within this event: a form that is being submitted ignores a second time.
    window.setTimeout(async () => {
      await busy;
      sending = true;
      form.requestSubmit(event.submitter);
    });
  });
  window.addEventListener("online", tryAgain);
  for (const part of waiting()) {
    fill(part, JSON.parse(localStorage.getItem(draftKey(part))));
    tell(part, words.wordsDraft, true);
    part.closest("details")?.setAttribute("open", "");
    save(part);
  }
}
