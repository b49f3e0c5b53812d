import { openMenu } from "../desk-menu.js";
import { openSearch } from "../desk-search.js";
import { focusProblem } from "../focus.js";
import { openQueue } from "../moderate/queue.js";
import { offerPasskeys } from "../passkeys.js";
import { watchSharing } from "../share.js";
import { keepTime } from "../times.js";

keepTime();
focusProblem();
offerPasskeys();
const queue = document.querySelector("[data-queue]");
if (queue) openQueue(queue);
const search = document.querySelector("[data-desk-search]");
if (search) openSearch(search);
const made = document.querySelector(".told-once");
if (made) watchSharing(made);
const menu = document.querySelector("[data-more]");
if (menu) openMenu(menu);
