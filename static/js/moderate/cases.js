/** The cases of a queue: which of them is current, which are ticked, and which somebody else has decided about. */
import { say } from "../notice.js";
import { goOn } from "./undoing.js";

export const tick = (item) => item.querySelector("[name=ids]");

export function openCases(queue, bulk) {
  const box = bulk?.querySelector("[data-all]");
  const all = () => [...queue.querySelectorAll(".case:not(.leaving)")];
  const ticked = () => all().filter((item) => tick(item).checked);
  const current = () => queue.querySelector(".case.current");

  function choose(item, focus = true) {
    current()?.classList.remove("current");
    if (!item) return;
    item.classList.add("current");
    if (!focus) return; // scrolling under a pressed mouse button would take the click from what was pressed
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const items = all();
    choose(items[Math.min(Math.max(items.indexOf(current()) + by, 0), items.length - 1)]);
  }

  function recount() {
    if (!bulk) return;
    const items = all(), picked = ticked();
    items.forEach((item) => item.classList.toggle("picked", tick(item).checked));
    document.body.classList.toggle("picking", picked.length > 0);
    bulk.querySelector("[data-picked]").textContent = picked.length ? `${picked.length} ticked` : "Tick all";
    box.checked = picked.length > 0 && picked.length === items.length;
    box.indeterminate = picked.length > 0 && picked.length < items.length;
    document.querySelector("[data-done]").hidden = items.length > 0;
    const overtaken = items.length > 0 && items.every((item) => item.classList.contains("overtaken"));
    document.querySelector("[data-overtaken]").hidden = !overtaken; // nothing is left to do here: say so, and lead on
    if (!items.length) bulk.hidden = true;
    if (!items.length && document.querySelector("a[rel=next]")) goOn(); // the next page moves up
  }

  function tickEvery(wanted) {
    all().forEach((item) => { tick(item).checked = wanted && !tick(item).disabled; });
    recount();
  }

  function tickAll() {
    if (!bulk) return;
    tickEvery(!box.checked);
    say(`${ticked().length} ticked.`, false);
  }

  if (bulk) {
    box.addEventListener("change", () => tickEvery(box.checked));
    box.hidden = false;
  }
  return { all, ticked, current, choose, step, recount, tickAll };
}

/** Somebody else has decided about it, or is to: it says so, and is decided about no more on this page. */
export function overtake(item, told) {
  if (item.classList.contains("overtaken")) return;
  item.classList.add("overtaken");
  const said = Object.assign(document.createElement("p"), { className: "typed told", textContent: `${told} ` });
  said.setAttribute("role", "status");
  const again = Object.assign(document.createElement("a"), { href: item.querySelector("[data-open]").href, textContent: "See it as it is now" });
  said.append(again);
  item.querySelector(".facts").prepend(said);
  item.querySelector(".verdict").hidden = true;
  tick(item).checked = false;
  tick(item).disabled = true;
}
