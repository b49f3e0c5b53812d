import { focusProblem } from "../focus.js";
import { watchSharing } from "../share.js";
import { openPainting } from "../studio/painting.js";
import { openStraighten } from "../studio/straighten.js";
import { openUpload } from "../studio/upload.js";
import { keepTime } from "../times.js";

keepTime();
focusProblem();
document.querySelector(".steps [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
const made = document.querySelector("[data-copy]")?.closest(".field");
if (made) watchSharing(made);
const open = { "[data-upload]": openUpload, "[data-straighten]": openStraighten, "[data-paint]": openPainting };
for (const [part, opened] of Object.entries(open)) {
  const found = document.querySelector(part);
  if (found) opened(found);
}
