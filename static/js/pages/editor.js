import { watchTraffic } from "../driveby.js";
import { openDesk } from "../editor.js";
import { faceProblems } from "../focus.js";
import { watchSheets } from "../sheets.js";
import { openTray } from "../stickers.js";

const form = document.querySelector("[data-editor]");
openDesk(form);
openTray(form);
watchSheets(form);
watchTraffic(form);
faceProblems();
