import { listMine } from "../mine.js";

listMine(document.querySelector("[data-mine]"), document.querySelector("[data-mine-row]"), document.querySelector("[data-none]"));
