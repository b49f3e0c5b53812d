/** Rows are moved on the page, by their buttons or by Alt and an arrow; without this each press asks the server. */
export function openOrder(form) {
  const said = form.querySelector("[data-said]");

  function move(row, up, focused) {
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (up) other.before(row);
    else other.after(row);
    focused.focus();
    const rows = [...row.parentElement.children];
    said.textContent = `${row.querySelector("label").textContent.trim()}: ${rows.indexOf(row) + 1} of ${rows.length}. Not kept yet.`;
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=up], button[name=down]");
    if (!button) return;
    event.preventDefault();
    move(button.closest("li"), button.name === "up", button);
  });
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("li[data-thing]");
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(row, event.key === "ArrowUp", event.target);
  });
}
