import { focusProblem } from "../focus.js";
import { openBoxes } from "../studio/boxes.js";
import { keepTime } from "../times.js";

openBoxes(document.querySelector("[data-boxes]"));
keepTime();
document.querySelector(".steps [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
focusProblem();
