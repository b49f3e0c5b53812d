/** How many cases each tab of the desk has, kept as they are now. */
const MOST = 99;

export function tellTallies(counts) {
  for (const tab of document.querySelectorAll("[data-cases]")) {
    const count = counts[tab.dataset.cases] ?? 0;
    let mark = tab.querySelector(".tally-mark");
    if (!mark && count) {
      mark = Object.assign(document.createElement("span"), { className: "tally-mark" });
      tab.append(" ", mark);
    }
    const said = count > MOST ? `${MOST}+` : String(count);
    if (mark && mark.textContent !== said) mark.textContent = said;
    tab.querySelectorAll("span").forEach((each) => { each.hidden = !count; });
  }
}
