import { openDuel } from "../duel.js";

openDuel(document.querySelector("form.duel"));
