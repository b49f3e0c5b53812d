/** Why a poster is hidden: the dialog that asks. */

/** The reason and note for hiding, or null when the moderator thought better of it. `along` says how many go with the
 * cases; `before` is what they chose when it did not get through: it stands there again for the same posters. */
export function ask(dialog, items, along, before) {
  const count = items.length + along.count;
  dialog.querySelector("h2").textContent = count === 1 ? "Hide this poster" : `Hide ${count.toLocaleString("en")}${along.orMore} posters`;
  dialog.querySelector("[data-dialog-slogan]").textContent = items.length === 1 ? items[0].querySelector("h2").firstChild.textContent.trim() : "";
  dialog.querySelector("form").reset();
  const many = dialog.querySelector("[data-many]");
  many.hidden = many.querySelector("input").disabled = items.length === 1; // a hidden one cannot be asked for
  const each = items.every((item) => item.dataset.likely) ? "as-reported" : "";
  const why = items.length === 1 ? items[0].dataset.likely : each; // what the gravest reports say
  const likely = dialog.querySelector(`[name=why][value="${why}"]`);
  if (likely) likely.checked = true;
  if (before?.codes.join() === items.map((item) => item.dataset.case).join()) refill(dialog, before.given);
  dialog.returnValue = "";
  dialog.showModal();
  if (likely) likely.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const values = new FormData(dialog.querySelector("form"));
      resolve(dialog.returnValue === "hide" ? { reason: values.get("why"), note: values.get("note"), block: values.get("block") } : null);
    }, { once: true });
  });
}

function refill(dialog, { reason, note, block }) {
  const { elements } = dialog.querySelector("form");
  elements.why.value = reason;
  elements.note.value = note;
  elements.block.value = block;
}

export function chooseByDigit(dialog, event) {
  const choices = [...dialog.querySelectorAll("[name=why]")];
  const chosen = /^\d$/.test(event.key) ? choices.at(event.key - 1) : null; // 0 is the last
  if (chosen && event.target.type !== "text" && !chosen.closest("[hidden]")) chosen.checked = true;
}
