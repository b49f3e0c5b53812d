import { showClaim } from "../claim.js";
import { watchSharing } from "../share.js";
import { watchStreets } from "../streets.js";
import { keepTime } from "../times.js";
import { takeVotes } from "../votes.js";

keepTime();
takeVotes();
for (const part of document.querySelectorAll("[data-share]")) watchSharing(part);
watchStreets(document.getElementById("street"));
showClaim(document.querySelector("[data-fresh]"));
