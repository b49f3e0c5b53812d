import { watchTraffic } from "../driveby.js";
import { openEditor } from "../editor.js";
import { focusProblem } from "../focus.js";
import { watchFormats } from "../formats.js";
import { openStickers } from "../stickers/stickers.js";

const form = document.querySelector("[data-editor]");
openEditor(form);
openStickers(form);
watchFormats(form);
watchTraffic(form);
focusProblem();
