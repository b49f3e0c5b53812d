/** Groups of posters that a case offers to be decided with it. */
import { say } from "../notice.js";

/** Tick all of a group that the current case offers, or none of it where all were ticked. */
export function tickGroup(details) {
  if (!details) return;
  const boxes = [...details.querySelectorAll("[name=also]")], wanted = !boxes.every((box) => box.checked);
  details.open = true;
  boxes.forEach((box) => { box.checked = wanted; });
  tellGroup(details);
  say(`${boxes.length} ${wanted ? "ticked" : "unticked"}.`, false);
}

function tellGroup(details) {
  const link = details.querySelector("[data-tick-all]"), boxes = [...details.querySelectorAll("[name=also]")];
  if (!link) return;
  link.setAttribute("aria-pressed", String(boxes.every((box) => box.checked)));
  link.textContent = `${boxes.every((box) => box.checked) ? "Untick" : "Tick"} ${boxes.length === 1 ? "it" : `all ${boxes.length}`}`;
}

/** The link of each group ticks all of it. */
export function openGroups(queue) {
  queue.addEventListener("change", (event) => {
    if (event.target.name === "also") tellGroup(event.target.closest("[data-offers]"));
  });
  queue.querySelectorAll("[data-tick-all]").forEach((link) => {
    link.setAttribute("role", "button");
    tellGroup(link.closest("[data-offers]"));
    link.addEventListener("click", (event) => { event.preventDefault(); tickGroup(link.closest("[data-offers]")); });
    link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
  });
}
