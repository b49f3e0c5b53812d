/** A street chosen among the small ones takes the large one's place; without this each is a page of its own. */
import { say } from "./notice.js";

export function watchStreets(section) {
  const view = section.querySelector(".view");
  const picture = view.querySelector("img");
  const link = section.querySelector("input");
  let missing = false;
  picture.addEventListener("load", () => {
    missing = false;
    view.classList.remove("stale");
  });
  picture.addEventListener("error", () => {
    missing = true;
    view.classList.remove("stale");
    say("That street did not come. Choose it again in a moment.");
  });
  section.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-street]");
    if (!choice || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (choice.hasAttribute("aria-current") && !missing) return;
    missing = false;
    section.querySelector("[aria-current]").removeAttribute("aria-current");
    choice.setAttribute("aria-current", "true");
    view.classList.add("stale");
    picture.srcset = `${choice.dataset.small} 480w, ${choice.dataset.street} 1920w`;
    picture.src = choice.dataset.street;
    picture.alt = choice.dataset.alt;
    view.querySelector("[data-view]").href = choice.dataset.street;
    view.querySelector("figcaption").textContent = choice.textContent;
    link.value = choice.dataset.link;
    history.replaceState(null, "", choice.href);
  });
}
