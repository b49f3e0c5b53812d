import { watchTraffic } from "../driveby.js";
import { openEditor } from "../editor.js";
import { focusProblem } from "../focus.js";
import { watchFormats } from "../formats.js";
import { openTray } from "../stickers.js";

const form = document.querySelector("[data-editor]");
openEditor(form);
openTray(form);
watchFormats(form);
watchTraffic(form);
focusProblem();
