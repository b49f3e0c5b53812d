import { openQueue } from "../moderate.js";
import { keepTime } from "../times.js";

keepTime();
const queue = document.querySelector("[data-queue]");
if (queue) openQueue(queue);
