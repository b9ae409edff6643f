// What keeps words on a device until the server has them: a key for each, one way to send, and a note on the spot.

// A key of its own, so that sending again changes nothing twice.
export function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}

// Signing in again in another window gives this browser another token than the page came with.
function token() {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : document.querySelector("[name=csrfmiddlewaretoken]").value;
}

// Send what of these is text; "later" when the line or the server is away. `told` is null when no data came back: then a
// page stood in between, of who gives the Wi-Fi or of signing in.
export async function post(where, values) {
  try {
    const answer = await fetch(where, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      body: new URLSearchParams(Object.entries(values).filter(([, value]) => typeof value === "string")),
      signal: AbortSignal.timeout(20000),
    });
    if (answer.status >= 500 || answer.status === 429) return "later";
    return { status: answer.status, told: await answer.json().catch(() => null) };
  } catch {
    return "later";
  }
}

// Say below a line why it was not taken; a screen reader hears it at once.
export function note(row, words) {
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
