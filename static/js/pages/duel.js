import { fight } from "../duel.js";

fight(document.querySelector("form.duel"));
