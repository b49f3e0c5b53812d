/** Narrows a list while you type, by the words each item carries. The form around it works without this, and asks the
 *  server, whose rule this is (core/catalogue/finding.py). */
const STEM = 3; // letters that a word must have to be the beginning of what was typed
const ENDING = 3; // letters that may follow it
const wordsOf = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const isMeant = (word, typed) =>
  word.startsWith(typed) || (word.length >= STEM && typed.startsWith(word) && typed.length - word.length <= ENDING);

export function filterChoices(form) {
  const list = document.getElementById(form.dataset.filter);
  const box = form.querySelector("input[type=search]");
  const status = document.querySelector("[data-filter-status]");
  const nothing = document.querySelector("[data-filter-empty]");
  // A page that was already narrowed by its address does not hold the rest: then let the form ask the server.
  if (new URLSearchParams(location.search).get("q")) return;
  const items = [...list.children].map((item) => [item, wordsOf(item.dataset.words)]);
  const little = new Set(wordsOf(form.dataset.little ?? ""));
  form.querySelector("button").hidden = true;

  const apply = () => {
    const words = wordsOf(box.value).filter((word) => !little.has(word));
    let shown = 0;
    for (const [item, known] of items) {
      item.hidden = !words.every((typed) => known.some((word) => isMeant(word, typed)));
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
