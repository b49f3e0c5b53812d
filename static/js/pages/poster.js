import { spread } from "../share.js";
import { keepTime } from "../times.js";
import { takeVotes } from "../votes.js";

keepTime();
takeVotes();
spread(document.querySelector("[data-share]"));
