import { filterChoices } from "../filter.js";

filterChoices(document.querySelector("[data-filter]"));
