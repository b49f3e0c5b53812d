import { watchSharing } from "../share.js";
import "./wall.js";

for (const part of document.querySelectorAll("[data-share]")) watchSharing(part);
