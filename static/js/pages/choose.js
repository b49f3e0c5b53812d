import { narrow } from "../filter.js";

narrow(document.querySelector("[data-filter]"));
