import { showClaim } from "../claim.js";
import { spread } from "../share.js";
import { stroll } from "../stroll.js";
import { keepTime } from "../times.js";
import { takeVotes } from "../votes.js";

keepTime();
takeVotes();
for (const part of document.querySelectorAll("[data-share]")) spread(part);
stroll(document.getElementById("street"));
showClaim(document.querySelector("[data-fresh]"));
