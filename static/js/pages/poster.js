import { showClaim } from "../claim.js";
import { linkToDesk } from "../desk-links.js";
import { watchSharing } from "../share.js";
import { watchStreets } from "../streets.js";
import { keepTime } from "../times.js";
import { takeVotes } from "../votes.js";

keepTime();
takeVotes();
linkToDesk();
for (const part of document.querySelectorAll("[data-share]")) watchSharing(part);
const streets = document.getElementById("street"); // a covered poster has none
if (streets) watchStreets(streets);
showClaim(document.querySelector("[data-fresh]"));
