import { proveOnSubmit } from "../proof.js";

for (const form of document.querySelectorAll("form[data-proof]")) proveOnSubmit(form);
