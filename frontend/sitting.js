// A gathering of a werkplaats: the clock by the time of the server, the step that others put on, and cards
// that stay on this device until the server has them. Each card has a key and a time of its own, so that
// sending it again changes nothing. Without this script every card is a plain form.
import { fresh, note, post } from "./sending.js";

const LOOK_EVERY = 4000;
const PATIENCE = 600;

// ---------- The clock ----------
// Counted from when the page came, by the clock of the wall: a phone that slept wakes up right.
const born = new WeakMap();

function clock() {
  const place = document.querySelector("[data-clock]");
  if (!place) return;
  if (!born.has(place)) born.set(place, Date.now() + Number(place.dataset.left) * 1000);
  const left = Math.round((born.get(place) - Date.now()) / 1000);
  const whole = Math.abs(left);
  const words = `${left < 0 ? "+" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  const time = place.querySelector("[data-time]");
  if (time.textContent !== words) time.textContent = words;
  place.classList.toggle("is-over", left < 0);
}

setInterval(clock, 500);
clock();

// ---------- The step that is on ----------
const gathering = document.querySelector("[data-gathering]");
const cards = document.querySelector("[data-cards]");
const queue = cards ? start(cards) : null;
let looking = false;

async function look() {
  // A phone in a pocket asks nothing: it looks as soon as it is taken out.
  if (looking || document.hidden) return;
  looking = true;
  try {
    const answer = await fetch(gathering.dataset.stand, { signal: AbortSignal.timeout(15000) });
    if (answer.ok) stands(await answer.json());
  } catch {
    // The next look may reach it.
  }
  looking = false;
}

function stands(now) {
  const place = document.querySelector("[data-clock]");
  if (place && now.over !== null) born.set(place, Date.now() + now.over * 1000);
  const typing = document.activeElement?.matches?.("textarea, input:not([type=hidden]), select");
  if (String(now.versie) === gathering.dataset.version) {
    const wall = document.getElementById("kaarten");
    if (wall && !wall.contains(document.activeElement) && !wall.querySelector("details[open]"))
      wall.dispatchEvent(new Event("look-again"));
    return;
  }
  // Who writes is never interrupted: the page moves on when nothing is in hand.
  if ("reload" in gathering.dataset && !typing && !queue?.busy()) return location.reload();
  const moved = gathering.querySelector("[data-moved]");
  const words = now.klaar ? gathering.dataset.tEnded : gathering.dataset.tChanged.replace("{naam}", now.naam);
  const told = moved.querySelector("[data-moved-words]");
  if (told.textContent !== words) told.textContent = words;
  moved.hidden = false;
}

if (gathering) {
  setInterval(look, LOOK_EVERY + Math.random() * 1000);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("online", look);
  window.addEventListener("pageshow", (event) => event.persisted && look());
}

// ---------- Cards ----------
function start(page) {
  const store = `gt-draft:sitting/${page.dataset.cards}`;
  const status = page.querySelector("[data-line]");
  const kept = page.querySelector("[data-kept]");
  const t = page.dataset;
  let waiting = read();
  let sending = false;
  let stopped = false;
  let pause = 500;
  let timer = 0;
  // A clock that was set back must not make what is typed now older than what stands.
  let latest = Math.max(0, ...[...page.querySelectorAll("[data-stamp]")].map((row) => Number(row.dataset.stamp)));

  function read() {
    try {
      return JSON.parse(localStorage.getItem(store)) || {};
    } catch {
      return {};
    }
  }

  // Another page on this device may keep cards in the same place: only this one is put there or taken out.
  function keep(key, taken = Infinity) {
    const all = read();
    if (waiting[key]) all[key] = waiting[key];
    else if (all[key]?.tijd <= taken) delete all[key];
    try {
      if (Object.keys(all).length) localStorage.setItem(store, JSON.stringify(all));
      else localStorage.removeItem(store);
    } catch {
      // A device that keeps nothing still sends what it has in hand.
    }
    tell();
  }

  const open = () => Object.values(waiting).filter((one) => !one.fault);

  function tell() {
    const going = open().length;
    page.classList.toggle("is-behind", Object.keys(waiting).length > 0);
    if (!kept.hidden) listKept();
    const written = [...page.querySelectorAll("[data-text]")].some((box) => box.value.trim());
    if (stopped) status.textContent = t.tUnknown;
    else if (going && (!navigator.onLine || pause > 500)) status.textContent = t.tOffline.replace("{n}", going);
    else if (going) status.textContent = t.tSending;
    else if (Object.keys(waiting).length) status.textContent = t.tRefused;
    else status.textContent = written ? t.tStands : "";
  }

  const rowOf = (node) => node.closest("[data-row]");
  const box = (row) => row.querySelector("[data-text]");
  const find = (key) => page.querySelector(`[data-row][data-key="${CSS.escape(key)}"]`);

  function rename(row, key) {
    row.dataset.key = key;
    row.querySelector("[name=sleutel]").value = key;
    box(row).id = `kaart-${key}`;
    row.querySelector("label").htmlFor = `kaart-${key}`;
  }

  // There is always one empty card below, with a key of its own.
  function extend(list) {
    const last = list.lastElementChild;
    if (!box(last) || !box(last).value.trim()) return last;
    const more = last.cloneNode(true);
    box(more).value = "";
    more.querySelector("[data-note]")?.remove();
    delete more.dataset.stamp;
    rename(more, fresh());
    list.append(more);
    return more;
  }

  function put(key, step, text) {
    latest = Math.max(Date.now(), latest + 1);
    waiting[key] = { stap: step, tekst: text, tijd: latest };
    keep(key);
  }

  // Put words on their card: the one of this key, else the empty one below.
  function show(key, one) {
    const list = page.querySelector(`[data-list="${CSS.escape(one.stap)}"]`);
    let row = find(key);
    if (!row && list) {
      row = extend(list);
      rename(row, key);
    }
    if (row) box(row).value = one.tekst;
    if (list) extend(list);
  }

  // The card lies on the table and stays as it is: what was typed further is a card of its own.
  function asAnother(key, one) {
    const row = find(key);
    const other = fresh();
    put(other, one.stap, one.tekst);
    delete waiting[key];
    keep(key);
    if (row && box(row)) rename(row, other);
    else show(other, waiting[other]);
  }

  // What could not be sent before the page was opened again stands on its card, and goes; what was refused
  // tries again, so that the reason stands there too.
  for (const [key, one] of Object.entries(waiting)) {
    delete one.fault;
    const row = find(key);
    if (row && !box(row)) asAnother(key, one);
    else show(key, one);
  }

  async function send() {
    if (sending || stopped) return;
    sending = true;
    try {
      await sendAll();
    } finally {
      sending = false;
      tell();
    }
  }

  async function sendAll() {
    for (;;) {
      const [key, one] = Object.entries(waiting).find(([, entry]) => !entry.fault) || [];
      if (!key) return;
      const outcome = await post(t.save, { sleutel: key, stap: one.stap, tekst: one.tekst, tijd: String(one.tijd) });
      // A page instead of an answer, as the Wi-Fi of a building gives before one signs in, kept nothing.
      if (outcome === "later" || (!outcome.told && outcome.status === 200)) {
        pause = Math.min(pause * 2, 15000);
        clearTimeout(timer);
        timer = setTimeout(send, pause);
        return;
      }
      pause = 500;
      taken(key, one, outcome);
      if (stopped) return;
    }
  }

  function taken(key, one, { status: code, told: answer }) {
    const told = answer ?? {};
    const newer = waiting[key]?.tijd > one.tijd;
    if (code === 200) {
      if (!newer) delete waiting[key];
      keep(key, one.tijd);
      if (told.tijd > one.tijd && !newer) note(find(key), t.tNewer);
    } else if (told.nieuw) {
      asAnother(key, waiting[key]);
    } else if (code === 403 || code === 404) {
      stop(told.waarom || t.tUnknown);
    } else {
      if (!newer) waiting[key].fault = true;
      keep(key);
      note(find(key), told.waarom || t.tUnknown);
    }
  }

  function stop(why) {
    stopped = true;
    kept.hidden = false;
    kept.querySelector("[data-why]").textContent = why;
    listKept();
    kept.focus();
  }

  function listKept() {
    const lines = Object.values(waiting).map((one) =>
      Object.assign(document.createElement("li"), { textContent: one.tekst }),
    );
    kept.querySelector("[data-typed]").replaceChildren(...lines);
  }

  kept.querySelector("[data-again]").addEventListener("click", () => {
    stopped = false;
    kept.hidden = true;
    send();
  });

  page.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    row.querySelector("[data-note]")?.remove();
    put(row.dataset.key, row.dataset.step, event.target.value);
    extend(row.parentElement);
    clearTimeout(timer);
    timer = setTimeout(send, PATIENCE);
  });

  page.addEventListener("submit", (event) => {
    event.preventDefault();
    const row = rowOf(event.target);
    if (row && waiting[row.dataset.key]) send();
  });

  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
  tell();
  send();
  return { busy: () => open().length > 0 };
}
