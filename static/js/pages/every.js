import { everywhere } from "../every.js";

everywhere(document.querySelector("[data-every-form]"));
