import { faceProblems } from "../focus.js";
import { keep } from "../mine.js";
import { spread } from "../share.js";
import { keepTime } from "../times.js";

keepTime();
faceProblems();
const fresh = document.querySelector("[data-claim]");
if (fresh) {
  spread(fresh);
  if (fresh.dataset.claim) fresh.querySelector("[data-kept]").hidden = !keep(fresh.dataset.code, fresh.dataset.claim, fresh.dataset.title);
}
