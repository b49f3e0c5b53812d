import { openDesk } from "../editor.js";
import { faceProblems } from "../focus.js";

openDesk(document.querySelector("[data-editor]"));
faceProblems();
