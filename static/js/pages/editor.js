import { watchTraffic } from "../driveby.js";
import { openDesk } from "../editor.js";
import { faceProblems } from "../focus.js";
import { watchFormats } from "../formats.js";
import { openTray } from "../stickers.js";

const form = document.querySelector("[data-editor]");
openDesk(form);
openTray(form);
watchFormats(form);
watchTraffic(form);
faceProblems();
