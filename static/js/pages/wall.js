import { linkToDesk } from "../desk-links.js";
import { loadMoreOnScroll } from "../scroll.js";
import { tellNewcomersSeen } from "../newcomers-seen.js";
import { keepTime, tellTimes } from "../times.js";
import { markVotes, takeVotes } from "../votes.js";

keepTime();
takeVotes();
linkToDesk();
tellNewcomersSeen();
loadMoreOnScroll((batch) => {
  tellTimes(batch);
  markVotes(batch);
  linkToDesk(batch);
});

const controls = document.querySelector("[data-submit-on-change]");
controls?.addEventListener("change", (event) => {
  if (event.target.matches("select")) controls.requestSubmit();
});
