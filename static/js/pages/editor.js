import { openDesk } from "../editor.js";
import { faceProblems } from "../focus.js";
import { openTray } from "../stickers.js";

const form = document.querySelector("[data-editor]");
openDesk(form);
openTray(form);
faceProblems();
