import { openEvery } from "../every.js";

openEvery(document.querySelector("[data-every-form]"));
