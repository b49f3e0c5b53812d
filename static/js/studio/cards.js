/** Typefaces as cards in the very words, drawn by the server as they come into sight. */
export function openCards(form, rows, { chosen, done, say }) {
  const dialog = form.querySelector("[data-card-dialog]");

  function open(row) {
    const words = rows.get(row, "default") || rows.label(row);
    const query = new URLSearchParams({ words, case: rows.get(row, "case"), seal: form.dataset.seal });
    for (const button of dialog.querySelectorAll("[data-face]")) {
      button.firstElementChild.src = `${form.dataset.faces}?font=${button.dataset.face}&${query}`;
      button.toggleAttribute("aria-current", button.dataset.face === rows.get(row, "font"));
    }
    dialog.showModal();
    const current = dialog.querySelector("[aria-current]");
    current?.scrollIntoView({ block: "center" });
    current?.focus();
  }

  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-cards]") && chosen()) open(chosen());
  });
  dialog.addEventListener("click", (event) => {
    const card = event.target.closest("[data-face]");
    if (card) {
      rows.set(chosen(), "font", card.dataset.face);
      dialog.close();
      done(null);
      say(card.textContent.trim());
    } else if (event.target === dialog || event.target.closest("[data-close]")) {
      dialog.close();
    }
  });
}
