import { tellKept } from "../claim.js";
import { focusProblem } from "../focus.js";
import { keep } from "../mine.js";
import { watchSharing } from "../share.js";
import { keepTime } from "../times.js";

keepTime();
focusProblem();
const fresh = document.querySelector("[data-claim]");
if (fresh) {
  watchSharing(fresh);
  if (fresh.dataset.claim) tellKept(fresh, keep(fresh.dataset.code, fresh.dataset.claim, fresh.dataset.title));
}
