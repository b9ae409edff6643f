// A gathering of a werkplaats: the clock by the time of the server, the step that others put on, and cards
// that stay on this device until the server has them. Each card has a key and a time of its own, so that
// sending it again changes nothing. Without this script every card is a plain form.
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
  if (looking) return;
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
  const token = page.querySelector("[name=csrfmiddlewaretoken]").value;
  const t = page.dataset;
  let waiting = read();
  let sending = false;
  let stopped = false;
  let pause = 500;
  let timer = 0;
  let latest = 0;

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

  function tell() {
    const open = Object.values(waiting).length;
    page.classList.toggle("is-behind", open > 0);
    const written = [...page.querySelectorAll("[data-text]")].some((box) => box.value.trim());
    if (stopped) status.textContent = t.tUnknown;
    else if (!open) status.textContent = written ? t.tStands : "";
    else if (!navigator.onLine || pause > 500) status.textContent = t.tOffline.replace("{n}", open);
    else status.textContent = t.tSending;
  }

  function fresh() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
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
    rename(more, fresh());
    list.append(more);
    return more;
  }

  function put(key, step, text) {
    latest = Math.max(Date.now(), latest + 1);
    waiting[key] = { stap: step, tekst: text, tijd: latest };
    keep(key);
  }

  // What could not be sent before the page was opened again stands on its card, and goes.
  for (const [key, one] of Object.entries(waiting)) {
    const list = page.querySelector(`[data-list="${CSS.escape(one.stap)}"]`);
    let row = find(key);
    if (!row && list) {
      row = extend(list);
      rename(row, key);
    }
    if (row && box(row)) box(row).value = one.tekst;
    if (list) extend(list);
  }

  async function send() {
    if (sending || stopped) return;
    sending = true;
    for (;;) {
      const [key, one] = Object.entries(waiting).find(([, entry]) => !entry.fault) || [];
      if (!key) break;
      const outcome = await post(key, one);
      if (outcome === "later") {
        pause = Math.min(pause * 2, 15000);
        clearTimeout(timer);
        timer = setTimeout(send, pause);
        break;
      }
      pause = 500;
      taken(key, one, outcome);
      if (stopped) break;
    }
    sending = false;
    tell();
  }

  async function post(key, one) {
    const body = new URLSearchParams({ sleutel: key, stap: one.stap, tekst: one.tekst, tijd: String(one.tijd) });
    try {
      const answer = await fetch(t.save, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": token },
        body,
        signal: AbortSignal.timeout(20000),
      });
      if (answer.status >= 500 || answer.status === 429) return "later";
      const told = await answer.json().catch(() => null);
      // A page instead of an answer, as the Wi-Fi of a building gives before one signs in, kept nothing.
      if (!told && answer.ok) return "later";
      return { status: answer.status, told: told || {} };
    } catch {
      return "later";
    }
  }

  function taken(key, one, { status: code, told }) {
    const newer = waiting[key]?.tijd > one.tijd;
    if (code === 200) {
      if (!newer) delete waiting[key];
      keep(key, one.tijd);
    } else if (told.nieuw) {
      const text = waiting[key].tekst;
      const row = find(key);
      delete waiting[key];
      keep(key);
      const other = fresh();
      if (row) rename(row, other);
      put(other, one.stap, text);
    } else if (code === 403 || code === 404) {
      stop(told.waarom || t.tUnknown);
    } else {
      if (!newer) waiting[key].fault = true;
      keep(key);
      note(find(key), told.waarom || t.tUnknown);
    }
  }

  function note(row, words) {
    if (!row) return;
    let told = row.querySelector("[data-note]");
    if (!told) {
      told = Object.assign(document.createElement("p"), { className: "gt-mt-note" });
      told.dataset.note = "";
      told.setAttribute("role", "alert");
      row.append(told);
    }
    told.textContent = words;
  }

  function stop(why) {
    stopped = true;
    kept.hidden = false;
    kept.querySelector("[data-why]").textContent = why;
    kept
      .querySelector("[data-typed]")
      .replaceChildren(
        ...Object.values(waiting).map((one) => Object.assign(document.createElement("li"), { textContent: one.tekst })),
      );
    kept.focus();
  }

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
  return { busy: () => Object.keys(waiting).length > 0 };
}
