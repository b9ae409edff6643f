// A link that is its holder's alone: copied by one press, and shared where the device can.

for (const own of document.querySelectorAll("[data-own-link]")) {
  const link = own.querySelector("input");
  const told = own.querySelector("[role=status]");
  link.addEventListener("focus", () => link.select());
  own.querySelector("[data-copy]").addEventListener("click", async () => {
    // Without a safe connection there is no clipboard: then it is copied as by hand.
    link.select();
    const copied = navigator.clipboard
      ? await navigator.clipboard.writeText(link.value).then(() => true, () => document.execCommand("copy"))
      : document.execCommand("copy");
    told.textContent = copied ? told.dataset.copied : told.dataset.failed;
  });
  const share = own.querySelector("[data-share]");
  share.hidden = !navigator.share;
  // Who closes the choice of the device did nothing wrong.
  share.addEventListener("click", () => navigator.share({ title: document.title, url: link.value }).catch(() => {}));
}
