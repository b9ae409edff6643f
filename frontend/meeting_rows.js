// A line of a meeting as a form: what stands in it, filling it in, and an empty one like it.

export const fields = (row) => [...row.querySelectorAll("[data-field]")];
export const last = (list) => [...list.querySelectorAll(":scope > [data-row]")].at(-1);
export const isEmpty = (row) => fields(row).every((box) => box.type === "checkbox" || !box.value.trim());

export function said(row) {
  const found = {};
  for (const box of fields(row)) found[box.dataset.field] = box.type === "checkbox" ? (box.checked ? "1" : "0") : box.value;
  return found;
}

export function fill(row, values) {
  for (const box of fields(row)) {
    const value = values[box.dataset.field];
    if (value === undefined || value === null) continue;
    if (box.type === "checkbox") box.checked = value === true || value === "1";
    else if (box.value !== value) box.value = value;
    grow(box);
  }
}

export function grow(box) {
  if (box.tagName !== "TEXTAREA") return;
  box.rows = Math.min(14, Math.max(Number(box.dataset.rows) || 1, box.value.split("\n").length, Math.ceil(box.value.length / 70)));
}

// An empty line with this key; nothing of what happened at the other one comes along.
export function copyOf(row, key) {
  const more = row.cloneNode(true);
  more.dataset.key = key;
  more.dataset.version = "0";
  more.classList.remove("is-waiting", "is-torn", "is-new");
  for (const told of more.querySelectorAll("[data-conflict], [data-note]")) told.remove();
  for (const box of fields(more)) if (box.type !== "checkbox") box.value = "";
  const labels = [...more.querySelectorAll("label")];
  for (const node of more.querySelectorAll("[id]")) {
    const old = node.id;
    node.id = `${old.split("~")[0]}~${key}`;
    for (const label of labels) if (label.htmlFor === old) label.htmlFor = node.id;
  }
  return more;
}

// A line as one reads it, with who and when where it has them.
export function inWords(row, values) {
  const who = [...(row.querySelector("[data-field=wie]")?.options ?? [])].find((one) => one.value && one.value === values.wie);
  const day = (values.wanneer ?? "").split("-").reverse().join("-");
  return [values.tekst, who?.textContent, day].filter(Boolean).join(" · ");
}
