/** The queue by keyboard and without reloading. Every button also works as a plain form. */
import { openCases } from "./cases.js";
import { openDeciding } from "./deciding.js";
import { openGroups } from "./groups.js";
import { openKeys } from "./keys.js";
import { look } from "./looking.js";
import { sayAgain } from "./undoing.js";

const LOOK_EVERY = 4000; // ms; pages learn of what others decide within five seconds

export function openQueue(queue) {
  const bulk = document.querySelector("[data-bulk]");
  const dialog = document.querySelector("[data-reason-dialog]");
  const token = queue.querySelector("[name=csrf_token]").value; // cases, which have it too, leave
  document.body.classList.add("enhanced");
  const cases = openCases(queue, bulk);
  const lookNow = () => look(queue, cases, token).catch(() => {});
  const { decide, resume } = openDeciding(cases, bulk, dialog, lookNow);
  openKeys(cases, bulk, dialog, decide);
  openGroups(queue);
  queue.addEventListener("change", cases.recount);
  queue.addEventListener("focusin", (event) => cases.choose(event.target.closest(".case"), false));
  cases.choose(cases.all()[0], false);
  cases.recount();
  sayAgain();
  resume();
  setInterval(lookNow, LOOK_EVERY);
}
