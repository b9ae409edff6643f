// Writing down during a meeting, on a line that drops: what is typed stays on this device until the server
// says that it stands. Every write has a key of its own, so sending it again changes nothing twice.
// Without this script every line is a plain form.
import { copyOf, fields, fill, grow, inWords, isEmpty, last, said } from "./meeting_rows.js";
import { fresh, note, post } from "./sending.js";

const page = document.querySelector("[data-meeting]");
if (page) start(page);

function start(page) {
  const store = `gt-draft:meeting/${page.dataset.meeting}`;
  const status = page.querySelector("[data-line]");
  const kept = page.querySelector("[data-kept]");
  const t = page.dataset;
  const PATIENCE = 700;
  const LOOK_EVERY = Number(t.every) || 8000;
  let { waiting, drafts } = read();
  let sending = false;
  let stopped = false;
  let pause = 500;
  let timer = 0;
  let shown = null;
  // What was refused and has no place on the page any more.
  let homeless = [];

  // ---------- What is kept on the device ----------
  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(store)) || {};
      return { waiting: found.waiting || [], drafts: found.drafts || {} };
    } catch {
      return { waiting: [], drafts: {} };
    }
  }

  function keep() {
    try {
      if (waiting.length || Object.keys(drafts).length) localStorage.setItem(store, JSON.stringify({ waiting, drafts }));
      else localStorage.removeItem(store);
    } catch {
      // A device that keeps nothing still sends what it has in hand.
    }
    tell();
  }

  function tell() {
    const open = waiting.filter((one) => !one.conflict).length;
    const torn = waiting.length - open;
    page.classList.toggle("is-behind", waiting.length > 0);
    if (!kept.hidden) listKept();
    if (stopped) status.textContent = t.tStopped;
    else if (torn) status.textContent = t.tTorn;
    else if (!open) status.textContent = t.tStands;
    else if (!navigator.onLine || pause > 500) status.textContent = t.tOffline.replace("{n}", open);
    else status.textContent = t.tSending.replace("{n}", open);
  }

  // ---------- Rows ----------
  const rowOf = (node) => node.closest("[data-row]");
  const rows = () => [...page.querySelectorAll("[data-row]")];
  const find = (kind, item, key) =>
    rows().find((row) => row.dataset.row === kind && row.dataset.item === String(item) && row.dataset.key === key);
  const same = (row) => (one) => one.soort === row.dataset.row && one.punt === row.dataset.item && one.rij === row.dataset.key;

  const typing = () => document.activeElement?.matches("input:not([type=checkbox]), textarea, select");

  // There is always one empty line below, with a key of its own.
  function extend(row) {
    if (!("grows" in row.dataset)) return row;
    const lowest = last(row.parentElement);
    if (isEmpty(lowest)) return lowest;
    const more = copyOf(lowest, fresh());
    lowest.after(more);
    return more;
  }

  // A line that came from elsewhere gets a row of its own, above the empty one in which someone may stand.
  function placeFor(one) {
    const found = find(one.soort, one.punt, one.rij);
    if (found) return found;
    const list = page.querySelector(`[data-list="${one.soort}-${one.punt}"]`);
    if (!list) return null;
    const lowest = last(list);
    const more = copyOf(lowest, one.rij);
    if (isEmpty(lowest)) lowest.before(more);
    else lowest.after(more);
    return more;
  }

  // ---------- Writing ----------
  function write(row, wait = PATIENCE) {
    const now = said(row);
    // What left once keeps its words: it may have arrived, and its key then answers for those words alone.
    const entry = waiting.find((one) => same(row)(one) && !one.sent);
    const seen = row.dataset.version ?? "";
    if (entry) Object.assign(entry, now);
    else waiting.push({ sleutel: fresh(), soort: row.dataset.row, punt: row.dataset.item, rij: row.dataset.key, gezien: seen, ...now });
    row.classList.add("is-waiting");
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  }

  function enqueue(one) {
    waiting.push({ sleutel: fresh(), ...one });
    keep();
    send();
  }

  // One at a time and in order.
  async function send() {
    if (sending || stopped) return;
    let one;
    while ((one = waiting.find((entry) => !entry.conflict))) {
      sending = true;
      one.sent = true;
      keep();
      const outcome = await post(t.save, one);
      sending = false;
      if (outcome === "later") {
        pause = Math.min(pause * 2, 20000);
        tell();
        clearTimeout(timer);
        timer = setTimeout(send, pause);
        return;
      }
      pause = 500;
      taken(one, outcome);
      keep();
      if (stopped) return;
    }
    sending = false;
    tell();
  }

  // Only an answer of the meeting itself ends a write; whatever else came, the write stays and goes again.
  function taken(one, { status: code, told: answer }) {
    // A page instead of an answer: this seat is not known here any more, or something stands in between.
    const told = answer ?? {};
    const row = find(one.soort, one.punt, one.rij);
    if (code === 200 && "versie" in told) {
      waiting = waiting.filter((entry) => entry !== one);
      const later = waiting.filter((entry) => entry.soort === one.soort && entry.punt === one.punt && entry.rij === one.rij);
      for (const entry of later) if (!entry.conflict) entry.gezien = String(told.versie);
      if (row) {
        row.dataset.version = String(told.versie);
        row.classList.toggle("is-waiting", later.length > 0);
        if (!later.some((entry) => entry.conflict)) row.classList.remove("is-torn");
      }
      after(one, told);
    } else if (code === 409 && told.stond) {
      const later = waiting.filter((entry) => entry !== one && entry.soort === one.soort && entry.punt === one.punt && entry.rij === one.rij);
      waiting = waiting.filter((entry) => !later.includes(entry));
      Object.assign(one, row ? said(row) : {}, { conflict: { theirs: told.stond, version: told.versie } });
      tear(one);
    } else if (told.waarom) {
      refuse(one, told.waarom);
    } else if ([200, 403, 404].includes(code)) {
      stop(t.tUnknown);
    } else {
      refuse(one, t.tWrong);
    }
  }

  // ---------- Two people at one line ----------
  function tear(one) {
    const row = placeFor(one);
    if (!row) return;
    row.classList.add("is-torn");
    row.querySelector("[data-conflict]")?.remove();
    const box = document.getElementById("botsing").content.firstElementChild.cloneNode(true);
    box.querySelector("[data-theirs]").textContent = inWords(row, one.conflict.theirs) || t.tNothing;
    box.querySelector("[data-mine]").textContent = inWords(row, one) || t.tNothing;
    box.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-choose]")?.dataset.choose;
      if (choice) choose(row, one, choice);
    });
    row.append(box);
    box.focus();
  }

  function choose(row, one, choice) {
    const theirs = one.conflict.theirs;
    waiting = waiting.filter((entry) => entry !== one);
    row.dataset.version = String(one.conflict.version);
    row.querySelector("[data-conflict]").remove();
    row.classList.remove("is-torn", "is-waiting");
    if (choice === "theirs") {
      fill(row, theirs);
      keep();
    } else {
      const texts = [...new Set([theirs.tekst, one.tekst])].filter(Boolean);
      const both = { tekst: texts.join(row.querySelector("textarea") ? "\n" : "; ") };
      for (const name of ["wie", "wanneer"]) both[name] = one[name] || theirs[name];
      fill(row, choice === "both" ? { ...one, ...both } : one);
      write(row, 0);
    }
    row.querySelector("[data-field]").focus();
    send();
  }

  function refuse(one, why) {
    waiting = waiting.filter((entry) => entry !== one);
    if (!putBack(one, why)) keepInSight(one, why);
  }

  // Put what was refused back where it was typed; false when that place is gone or holds other words.
  function putBack(one, why) {
    if (one.soort === "afspraak") {
      const form = page.querySelector(`[data-agree="${one.punt}"]`);
      if (!form || !isEmpty(form)) return false;
      fill(form, one);
      drafts[one.punt] = said(form);
      note(form, why);
      return true;
    }
    if (["stand", "antwoord", "gedaan"].includes(one.soort)) {
      const form = page.querySelector(`[data-once="${one.soort}-${one.punt}-${one.rij}"]`);
      if (!form) return !one.tekst;
      if (one.tekst && said(form).tekst && said(form).tekst !== one.tekst) return false;
      fill(form, one);
      if (one.stand) form.dataset.wanted = one.stand;
      if (one.tekst) form.querySelector("details")?.setAttribute("open", "");
      note(form, why);
      return true;
    }
    const row = placeFor(one);
    if (!row) return false;
    if (isEmpty(row)) fill(row, one);
    row.classList.remove("is-waiting");
    row.classList.add("is-torn");
    note(row, why);
    drafts[`${one.soort}-${one.punt}-${one.rij}`] = { ...one, waarom: why };
    return true;
  }

  function keepInSight(one, why) {
    drafts[`${one.soort}-${one.punt}-${one.sleutel}`] = { ...one, waarom: why };
    homeless = [...homeless.filter((other) => other.sleutel !== one.sleutel), one];
    showKept(why);
  }

  // ---------- A seat that was withdrawn, or a sign-in that ran out ----------
  function stop(why) {
    stopped = true;
    showKept(why);
    tell();
  }

  function showKept(why) {
    kept.hidden = false;
    kept.querySelector("[data-why]").textContent = why;
    listKept();
    kept.focus();
  }

  function listKept() {
    const typed = [...homeless, ...(stopped ? waiting : [])].filter((one) => one.tekst);
    const lines = typed.map((one) => Object.assign(document.createElement("li"), { textContent: one.tekst }));
    kept.querySelector("[data-typed]").replaceChildren(...lines);
  }

  kept.querySelector("[data-again]").addEventListener("click", () => {
    stopped = false;
    kept.hidden = true;
    for (const { waarom, sent, sleutel, ...one } of homeless) {
      delete drafts[`${one.soort}-${one.punt}-${sleutel}`];
      waiting.push({ ...one, sleutel: fresh() });
    }
    homeless = [];
    keep();
    send();
  });

  // ---------- What follows a write that stands ----------
  function after(one, told) {
    if (one.soort === "afspraak") {
      const list = page.querySelector(`[data-made="${one.punt}"]`);
      const line = document.createElement("li");
      line.textContent = `${told.sleutel} · ${told.tekst}`;
      list.append(line);
      list.hidden = false;
    } else if (one.soort === "stand") {
      stands(one.rij, told);
    } else if (one.soort === "antwoord") {
      const form = page.querySelector(`[data-once="antwoord-${one.punt}-${one.rij}"]`);
      const answer = Object.assign(document.createElement("p"), { textContent: told.tekst, className: "gt-mt-said" });
      form?.replaceWith(answer);
    } else if (one.soort === "gedaan") {
      const form = page.querySelector(`[data-once="gedaan-${one.punt}-${one.rij}"]`);
      const button = form?.querySelector("button");
      if (button) {
        button.disabled = true;
        form.classList.add("is-done");
      }
    } else if (one.soort === "aanwezig") {
      count();
    }
  }

  function stands(key, told) {
    for (const card of page.querySelectorAll(`[data-once^="stand-"][data-once$="-${key}"]`)) {
      if (Number(card.dataset.version) >= told.versie) continue;
      card.dataset.version = String(told.versie);
      card.querySelector("[data-state]").textContent = told.woord;
      card.querySelectorAll("[data-choice]").forEach((button) => button.setAttribute("aria-pressed", button.value === told.stand));
    }
  }

  function count() {
    const there = page.querySelectorAll("[data-row=aanwezig] input:checked").length;
    const far = page.querySelector("[data-there]");
    if (far) far.textContent = there;
  }

  page.addEventListener("input", (event) => {
    const agree = event.target.closest("[data-agree]");
    if (agree) {
      drafts[agree.dataset.agree] = said(agree);
      return keep();
    }
    const row = rowOf(event.target);
    if (!row) return;
    row.classList.remove("is-new");
    grow(event.target);
    // Who says something for the wijk means it to be told.
    const told = row.dataset.row === "vertellen" && event.target.tagName === "TEXTAREA";
    if (told) row.querySelector("[type=checkbox]").checked = Boolean(event.target.value.trim());
    row.querySelector("[data-note]")?.remove();
    delete drafts[`${row.dataset.row}-${row.dataset.item}-${row.dataset.key}`];
    if (waiting.some((one) => same(row)(one) && one.conflict)) return mineGoesOn(row);
    write(row);
    extend(row);
  });

  // Who types on while the two texts stand there, changes their own of the two.
  function mineGoesOn(row) {
    const one = waiting.find((entry) => same(row)(entry) && entry.conflict);
    Object.assign(one, said(row));
    const mine = row.querySelector("[data-mine]");
    if (mine) mine.textContent = inWords(row, one) || t.tNothing;
    keep();
  }

  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-plain]")) return;
    event.preventDefault();
    if (form.matches("[data-agree]")) return agree(form);
    if (form.matches("[data-once]")) return once(form, event.submitter?.value);
    if (form.matches("[data-go]")) return go(form.dataset.go);
    const row = rowOf(form);
    if (row) write(row, 0);
  });

  function agree(form) {
    const values = said(form);
    if (!values.tekst.trim() || !values.wie || !values.wanneer) return note(form, t.tAgree);
    form.querySelector("[data-note]")?.remove();
    delete drafts[form.dataset.agree];
    form.reset();
    enqueue({ soort: "afspraak", punt: form.dataset.agree, rij: "", ...values });
    form.querySelector("[data-field]").focus();
  }

  const NEEDS_REASON = new Set(["geblokkeerd", "betwist"]);

  function once(form, choice) {
    const [kind, item, key] = form.dataset.once.split("-");
    const values = said(form);
    if (kind === "antwoord") {
      if (!values.tekst.trim()) return note(form, t.tAnswer);
      return enqueue({ soort: kind, punt: item, rij: key, ...values });
    }
    if (kind === "gedaan") return enqueue({ soort: kind, punt: item, rij: key });
    const stand = choice || form.dataset.wanted;
    const why = form.querySelector("details");
    if (!stand) return note(form, t.tState);
    if (NEEDS_REASON.has(stand) && (!values.tekst.trim() || (stand === "geblokkeerd" && !values.blokkade))) {
      form.dataset.wanted = stand;
      why.open = true;
      note(form, stand === "geblokkeerd" ? t.tBlocked : t.tDisputed);
      (stand === "geblokkeerd" && !values.blokkade ? why.querySelector("select") : why.querySelector("input")).focus();
      return;
    }
    form.querySelector("[data-note]")?.remove();
    enqueue({ soort: kind, punt: item, rij: key, gezien: form.dataset.version, stand, ...values });
    form.reset();
    delete form.dataset.wanted;
    why.open = false;
  }

  // ---------- One thing at a time ----------
  const panels = [...page.querySelectorAll("[data-panel]")];
  const tabs = [...page.querySelectorAll("[data-go]")];

  function show(item, { focus = false } = {}) {
    const panel = panels.find((one) => one.dataset.panel === String(item)) || panels[0];
    if (!panel) return;
    shown = panel.dataset.panel;
    for (const one of panels) one.hidden = one !== panel;
    for (const tab of tabs) {
      const button = tab.querySelector("button");
      if (tab.dataset.go === shown) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    panel.querySelectorAll("textarea").forEach(grow);
    if (focus) panel.querySelector("h2").focus();
  }

  function go(item) {
    show(item, { focus: true });
    if (!("lead" in t) || String(item) === t.current) return;
    t.current = String(item);
    since = Date.now();
    clock();
    post(t.go, { punt: item });
  }

  function step(by) {
    const here = panels.findIndex((one) => one.dataset.panel === shown);
    const there = panels[here + by];
    if (there) go(there.dataset.panel);
  }

  // ---------- The time, calmly ----------
  let since = Date.now() - Number(t.since) * 1000;
  const time = page.querySelector("[data-time]");

  function clock() {
    const panel = panels.find((one) => one.dataset.panel === t.current);
    if (!panel || !time) return;
    const left = Math.ceil(Number(panel.dataset.minutes) - (Date.now() - since) / 60000);
    const words = left > 1 ? t.tLeft : left === 1 ? t.tLeftOne : left === 0 ? t.tUp : left === -1 ? t.tOverOne : t.tOver;
    const told = words.replace("{n}", Math.abs(left));
    if (time.textContent !== told) time.textContent = told;
    time.classList.toggle("is-over", left < 0);
  }

  // ---------- Keys ----------
  const keysOn = page.querySelector("[data-keys]");
  const KEYS = "gt-meeting-keys";
  try {
    if (localStorage.getItem(KEYS) === "off") keysOn.checked = false;
  } catch {
    // Then the choice lives as long as the page.
  }
  keysOn.addEventListener("change", () => {
    try {
      localStorage.setItem(KEYS, keysOn.checked ? "on" : "off");
    } catch {
      // The same.
    }
  });

  function focusLast(kind) {
    const list = page.querySelector(`[data-list="${kind}-${shown}"]`);
    const row = list && extend(last(list));
    row?.querySelector("[data-field]").focus();
  }

  const AT = {
    b: () => focusLast("besluit"),
    a: () => focusLast("actie"),
    n: () => page.querySelector(`[data-row=notities][data-item="${shown}"] [data-field]`)?.focus(),
    w: () => page.querySelector(`[data-row=vertellen][data-item="${shown}"] [data-field]`)?.focus(),
    f: () => page.querySelector(`[data-agree="${shown}"] [data-field]`)?.focus(),
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.isComposing) return;
    const box = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (box) return whileTyping(event, box);
    if (!keysOn.checked || event.ctrlKey || event.repeat) return;
    const card = event.target.closest("[data-once^=stand]");
    const choice = card?.querySelector(`[data-choice][aria-keyshortcuts="${event.key}"]`);
    const deed = choice ? () => choice.click() : AT[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!deed || (event.shiftKey && event.key.length > 1)) return;
    event.preventDefault();
    deed();
  });

  function whileTyping(event, box) {
    if (event.key === "Escape") {
      event.preventDefault();
      panels.find((one) => one.dataset.panel === shown)?.querySelector("h2").focus();
    } else if (event.key === "Enter" && rowOf(box) && (event.ctrlKey || box.tagName === "INPUT")) {
      event.preventDefault();
      const row = rowOf(box);
      const all = fields(row);
      const next = all[all.indexOf(box) + 1];
      if (next && !event.ctrlKey) next.focus();
      else if (!isEmpty(row)) extend(row).querySelector("[data-field]").focus();
    }
  }

  // ---------- What another wrote ----------
  async function look() {
    if (document.hidden || !navigator.onLine || stopped) return;
    try {
      const answer = await fetch(t.stand, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10000) });
      if (answer.status === 404 || answer.status === 403) return stop(t.tUnknown);
      if (answer.ok) take(await answer.json());
    } catch {
      // The line is gone: what is typed is kept, and the next look tries again.
    }
  }

  function take(stand) {
    page.querySelector("[data-ended]").hidden = !stand.afgesloten;
    if (stand.nu && String(stand.nu) !== t.current) {
      t.current = String(stand.nu);
      const tab = tabs.find((one) => one.dataset.go === t.current);
      if (tab && !("lead" in t) && !typing()) show(t.current);
    }
    if (stand.nu) since = Date.now() - stand.sinds * 1000;
    clock();
    if (hasOtherAgenda(stand) && !typing() && !onceTyped()) return comeAnew();
    for (const one of stand.rijen) {
      const place = { ...one, punt: String(one.punt) };
      if (waiting.some((entry) => entry.soort === place.soort && entry.punt === place.punt && entry.rij === place.rij)) continue;
      const known = find(place.soort, place.punt, place.rij);
      if (known && Number(known.dataset.version) >= place.versie) continue;
      if (!known && !place.tekst) continue;
      const row = known || placeFor(place);
      if (!row || waiting.some(same(row))) continue;
      fill(row, place);
      row.dataset.version = String(place.versie);
      row.classList.add("is-new");
      setTimeout(() => row.classList.remove("is-new"), 4000);
      extend(row);
    }
    for (const [key, told] of Object.entries(stand.afspraken)) stands(key, told);
    for (const [seat, there] of Object.entries(stand.aanwezig)) {
      const row = find("aanwezig", "", seat);
      if (row && !waiting.some(same(row))) fill(row, { aan: there === true });
    }
    count();
  }

  const hasOtherAgenda = (stand) =>
    String(stand.rijen.filter((one) => one.soort === "notities").map((one) => one.punt)) !== String(panels.map((one) => one.dataset.panel));
  const onceTyped = () => [...page.querySelectorAll("[data-once]")].some((form) => said(form).tekst?.trim());

  // What is typed and not sent yet lies on the device, so nothing of it is lost.
  function comeAnew() {
    history.replaceState(null, "", `#punt-${shown}`);
    window.location.reload();
  }

  // ---------- Begin: first what the last visit could not send ----------
  for (const one of waiting) {
    const row = ["notities", "vertellen", "besluit", "actie"].includes(one.soort) ? placeFor(one) : find(one.soort, one.punt, one.rij);
    if (!row) continue;
    fill(row, one);
    row.classList.add("is-waiting");
    extend(row);
    if (one.conflict?.theirs) tear(one);
  }
  for (const [place, values] of Object.entries(drafts)) {
    const form = page.querySelector(`[data-agree="${place}"]`);
    if (form) fill(form, values);
    if (form || !values.soort) continue;
    delete drafts[place];
    if (!putBack(values, values.waarom)) keepInSight(values, values.waarom);
  }
  page.classList.add("is-live");
  show(window.location.hash.startsWith("#punt-") ? window.location.hash.slice(6) : t.current);
  clock();
  keep();
  send();
  setInterval(clock, 5000);
  setInterval(look, LOOK_EVERY);
  window.addEventListener("online", () => {
    pause = 500;
    send();
    look();
  });
  window.addEventListener("offline", tell);
  document.addEventListener("visibilitychange", look);
}
