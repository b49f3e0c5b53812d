import { focusProblem } from "../focus.js";
import { watchSharing } from "../share.js";
import { keepTime } from "../times.js";

keepTime();
focusProblem();
const receipt = document.querySelector("[data-share]");
if (receipt) watchSharing(receipt);
