// Voting on a slow line: a judgement is kept on the device until the server has it for sure,
// and the next statement is there at once. Without this script every judgement is a plain form.
const page = document.querySelector("[data-vote]");
if (page) start(page);

function start(page) {
  const form = page.querySelector("[data-ballot]");
  const text = page.querySelector("[data-text]");
  const original = page.querySelector("[data-original]");
  const status = page.querySelector("[data-status]");
  const far = page.querySelector("[data-far]");
  const bar = page.querySelector("progress");
  const say = page.querySelector("[data-say]");
  const key = `gesprek/${page.dataset.vote}`;
  const ahead = [...page.querySelectorAll("[data-ahead] li")].map((li) => ({
    number: Number(li.dataset.number),
    text: li.textContent,
    language: li.lang,
    original: li.dataset.original,
    originalLanguage: li.dataset.originalLanguage,
  }));
  let shown = Number(form.elements.stelling.value);
  let waiting = kept();
  let sending = false;
  let finished = false;
  let pause = 500;

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      if (waiting.length) localStorage.setItem(key, JSON.stringify(waiting));
      else localStorage.removeItem(key);
    } catch {
      // A device that keeps nothing still sends what it has in hand.
    }
  }

  // One at a time and in order; the same ballot sent twice counts once, so trying again is safe.
  async function send() {
    if (sending) return;
    sending = true;
    while (waiting.length) {
      const outcome = await post(waiting[0]);
      if (outcome === "later") {
        status.textContent = page.dataset.tKept;
        setTimeout(send, (pause = Math.min(pause * 2, 30000)));
        break;
      }
      pause = 500;
      waiting.shift();
      keep();
      if (outcome.told) status.textContent = outcome.told;
      if (outcome.status === 403) window.location.reload();
    }
    sending = false;
    if (!waiting.length && finished) window.location.assign(page.dataset.done);
  }

  async function post({ statement, value }) {
    const body = new URLSearchParams({ stelling: statement, keuze: value, gezien: 0 });
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body,
        signal: AbortSignal.timeout(20000),
      });
      if (answer.status >= 500 || answer.status === 429) return "later";
      return { status: answer.status, told: (await answer.json()).told };
    } catch {
      return "later";
    }
  }

  // Ask for more a few times; what is at hand is shown, the rest comes when the line is back.
  async function more() {
    for (const wait of [0, 300, 1500]) {
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
      const without = [...waiting.map((one) => one.statement), ...ahead.map((one) => one.number), shown];
      try {
        const answer = await fetch(`${page.dataset.more}?zonder=${without.join(",")}`);
        if (answer.status >= 500) continue;
        if (!answer.ok) return;
        const found = (await answer.json()).next;
        const known = new Set([...waiting.map((one) => one.statement), ...ahead.map((one) => one.number), shown]);
        for (const one of found) if (!known.has(one.number)) ahead.push(one);
        return;
      } catch {
        if (!navigator.onLine) return;
      }
    }
  }

  async function next() {
    hush();
    if (!ahead.length) await more();
    const one = ahead.shift();
    if (!one) {
      finished = true;
      status.textContent = page.dataset.tWait;
      return send();
    }
    shown = one.number;
    form.elements.stelling.value = one.number;
    text.lang = one.language;
    text.textContent = one.text;
    original.lang = one.originalLanguage || "";
    original.textContent = one.original || "";
    original.hidden = !one.original;
    bar.value += 1;
    far.textContent = far.textContent.replace(/\d+/, Math.min(bar.value + 1, bar.max));
    if (ahead.length < 3) more();
  }

  function judge(value) {
    if (!shown) return;
    waiting.push({ statement: shown, value });
    // Until the next one stands there, there is nothing to judge.
    shown = 0;
    keep();
    status.textContent = { 1: page.dataset.tAgree, "-1": page.dataset.tDisagree, 0: page.dataset.tPass }[value];
    next();
    send();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    judge(event.submitter.value);
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.target.closest("input, textarea, select")) return;
    const button = form.querySelector(`[aria-keyshortcuts="${event.key}"]`);
    if (button) judge(button.value);
  });

  window.addEventListener("online", send);

  // Read aloud by the browser itself: nothing leaves the device for it.
  const voice = window.speechSynthesis;
  if (voice && say) {
    say.hidden = false;
    say.addEventListener("click", () => (voice.speaking ? hush() : read()));
  }

  function read() {
    const words = new SpeechSynthesisUtterance(text.textContent);
    words.lang = text.lang;
    words.onend = hush;
    say.textContent = page.dataset.tHush;
    voice.speak(words);
  }

  function hush() {
    if (!voice || !say) return;
    voice.cancel();
    say.textContent = page.dataset.tSay;
  }

  // What the last visit could not send comes first; the page may still show a statement of that.
  if (waiting.some((one) => one.statement === shown)) next();
  send();
}
