/** What others do meanwhile. */
import { tellTallies } from "../tallies.js";
import { overtake } from "./cases.js";

/** Tell the site what is looked at, and learn what others decided and who looks too. */
export async function look(queue, cases, token) {
  const shown = cases.all();
  if (document.hidden) return;
  const body = new URLSearchParams({ csrf_token: token, at: cases.current()?.dataset.case || "" });
  shown.forEach((item) => body.append("seen", item.dataset.seen));
  // Who has been signed out meanwhile is not led to the door: its page would use up what is to be told on the next.
  const response = await fetch(queue.dataset.look, { method: "POST", redirect: "manual", headers: { Accept: "application/json" }, body });
  if (!response.ok) return;
  const { changed, counts, lookers, under_way: goingOn } = await response.json();
  tellUnderWay(goingOn);
  tellTallies(counts);
  for (const item of shown) {
    const names = lookers[item.dataset.case] || [], line = item.querySelector("[data-lookers]");
    line.hidden = !names.length;
    const words = names.length ? `${names.join(", ")} ${names.length === 1 ? "looks" : "look"} at this now.` : "";
    if (line.textContent.trim() !== words) line.textContent = words;
    if (changed[item.dataset.case]) overtake(item, changed[item.dataset.case]);
  }
  cases.recount();
}

/** How far decisions about many posters are. */
function tellUnderWay(sentences) {
  const place = document.querySelector("[data-under-way]");
  place.hidden = !sentences.length;
  if ([...place.children].map((line) => line.textContent).join("\n") === sentences.join("\n")) return;
  place.replaceChildren(...sentences.map((textContent) => Object.assign(document.createElement("p"), { textContent })));
}
