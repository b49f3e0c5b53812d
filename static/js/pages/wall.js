import { linkToDesk } from "../desk-links.js";
import { watchLooks } from "../looks.js";
import { loadMoreOnScroll } from "../scroll.js";
import { keepTime, tellTimes } from "../times.js";
import { markVotes, takeVotes } from "../votes.js";

keepTime();
takeVotes();
linkToDesk();
watchLooks(document, document.querySelector("[data-looks]")?.dataset.looks);
loadMoreOnScroll((batch, wall) => {
  watchLooks(batch, wall.dataset.looks);
  tellTimes(batch);
  markVotes(batch);
  linkToDesk(batch);
});

const controls = document.querySelector("[data-submit-on-change]");
controls?.addEventListener("change", (event) => {
  if (event.target.matches("select")) controls.requestSubmit();
});
