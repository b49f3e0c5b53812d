import { spread } from "../share.js";
import "./wall.js";

for (const part of document.querySelectorAll("[data-share]")) spread(part);
