import { tellKept } from "../claim.js";
import { faceProblems } from "../focus.js";
import { keep } from "../mine.js";
import { spread } from "../share.js";
import { keepTime } from "../times.js";

keepTime();
faceProblems();
const fresh = document.querySelector("[data-claim]");
if (fresh) {
  spread(fresh);
  if (fresh.dataset.claim) tellKept(fresh, keep(fresh.dataset.code, fresh.dataset.claim, fresh.dataset.title));
}
