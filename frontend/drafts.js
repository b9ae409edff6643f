// What is typed in a form of the table is kept on this device until it is saved: a line that drops costs nothing.
const START = "gt-draft:";
const SENT = "gt-draft-sent";
const SKIP = new Set(["csrfmiddlewaretoken", "gezien", "stond"]);

function kept(work, otherwise) {
  // Some browsers refuse to keep anything: then the form works as it is.
  try {
    return work();
  } catch {
    return otherwise;
  }
}

function typedIn(form) {
  const typed = {};
  for (const box of form.elements) {
    if (!box.name || SKIP.has(box.name) || box.type === "submit") continue;
    if (box.type === "checkbox") typed[box.name] = box.checked;
    else if (box.type === "radio") { if (box.checked) typed[box.name] = box.value; }
    else typed[box.name] = box.value;
  }
  return typed;
}

function putBack(form, typed) {
  for (const box of form.elements) {
    if (!(box.name in typed)) continue;
    if (box.type === "checkbox") box.checked = typed[box.name];
    else if (box.type === "radio") box.checked = box.value === typed[box.name];
    else box.value = typed[box.name];
    const fold = box.closest("details");
    if (fold && box.value !== box.defaultValue && box.type !== "radio") fold.open = true;
  }
}

function watch(form) {
  const name = START + form.dataset.draft;
  const notice = document.querySelector("[data-draft-notice]");
  const offline = document.querySelector("[data-draft-offline]");
  const version = form.dataset.draftVersion;
  const empty = JSON.stringify(typedIn(form));
  const old = kept(() => JSON.parse(localStorage.getItem(name)), null);
  // Of an older version of the row nothing is put back unseen; the server then shows both texts.
  if (old && old.version === version && !("draftKept" in form.dataset) && JSON.stringify(old.typed) !== empty) {
    putBack(form, old.typed);
    if (notice) notice.hidden = false;
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const keep = () => kept(() => localStorage.setItem(name, JSON.stringify({ version, typed: typedIn(form) })));
  form.addEventListener("input", keep);
  form.addEventListener("change", (event) => { if (event.isTrusted) keep(); });
  form.addEventListener("submit", (event) => {
    keep();
    if (!navigator.onLine) {
      event.preventDefault();
      if (offline) { offline.hidden = false; offline.focus(); }
      return;
    }
    kept(() => sessionStorage.setItem(SENT, name));
  });
  document.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    kept(() => localStorage.removeItem(name));
    form.reset();
    notice.hidden = true;
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// Who fills in something knows it: "weten we nog niet" then moves to "ja, namelijk".
document.addEventListener("input", (event) => {
  const field = event.target.closest(".gt-field");
  if (!field || event.target.closest(".gt-field__state") || !event.target.value) return;
  const yes = field.querySelector(".gt-field__state input[type=radio][value='']");
  if (yes) yes.checked = true;
  const blocks = field.querySelector(".gt-field__blocks");
  if (blocks) blocks.hidden = true;
  const unknown = field.querySelector(".gt-field__state input[type=checkbox]");
  if (unknown) unknown.checked = false;
});

const form = document.querySelector("form[data-draft]");
const sent = kept(() => sessionStorage.getItem(SENT), null);
if (sent) {
  // The page after the form means that it was saved; the form itself again means that it was not.
  if (!form || START + form.dataset.draft !== sent) kept(() => localStorage.removeItem(sent));
  kept(() => sessionStorage.removeItem(SENT));
}
if (form) watch(form);

// Who signs out leaves nothing behind on this device.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[action$='/uitloggen/'], [data-sign-out]")) return;
  kept(() => Object.keys(localStorage).filter((name) => name.startsWith(START)).forEach((name) => localStorage.removeItem(name)));
});
