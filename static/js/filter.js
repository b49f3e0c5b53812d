/** Narrows a list while you type, by the words each item carries. The form around it works without this. */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export function filterChoices(form) {
  const list = document.getElementById(form.dataset.filter);
  const box = form.querySelector("input[type=search]");
  const status = document.querySelector("[data-filter-status]");
  const nothing = document.querySelector("[data-filter-empty]");
  // A page that was already narrowed by its address does not hold the rest: then let the form ask the server.
  if (new URLSearchParams(location.search).get("q")) return;
  const items = [...list.children].map((item) => [item, plain(item.dataset.words)]);
  form.querySelector("button").hidden = true;

  const apply = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [item, text] of items) {
      item.hidden = !words.every((word) => text.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    nothing.hidden = shown > 0;
    status.textContent = shown === 1 ? "1 template" : `${shown} templates`;
  };
  box.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  nothing.querySelector("a")?.addEventListener("click", (event) => {
    event.preventDefault();
    box.value = "";
    apply();
    box.focus();
  });
  if (box.value) apply();
}
