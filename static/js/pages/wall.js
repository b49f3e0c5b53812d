import { loadMoreOnScroll } from "../scroll.js";
import { tellNewcomersSeen } from "../newcomers-seen.js";
import { keepTime, tellTimes } from "../times.js";
import { markVotes, takeVotes } from "../votes.js";

keepTime();
takeVotes();
tellNewcomersSeen();
loadMoreOnScroll((batch) => {
  tellTimes(batch);
  markVotes(batch);
});

const controls = document.querySelector("[data-submit-on-change]");
controls?.addEventListener("change", (event) => {
  if (event.target.matches("select")) controls.requestSubmit();
});
