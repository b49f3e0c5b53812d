/** One slogan on every hoarding, while it is typed. The form around it works without this. */
import { say, sentenceOf } from "./notice.js";
import { comeBack, paced } from "./pace.js";

const APART = 600; // ms between one grid and the next: each asks for twenty pictures
const LOST = 15000; // ms after which a grid is given up

export function openEvery(form) {
  const field = form.elements.slogan;
  const up = document.querySelector("[data-every]");

  // A picture that does not come must not look like one that is on its way, nor like a broken page.
  const undrawn = (image, so) => image.closest("li")?.classList.toggle("undrawn", so);
  const broken = (image) => image.complete && image.hasAttribute("src") && !image.naturalWidth;
  up.addEventListener("load", (event) => undrawn(event.target, false), true);
  up.addEventListener("error", (event) => {
    undrawn(event.target, true);
    say("Some pictures did not arrive. Your words are safe: press Put them up to try again.");
  }, true);
  for (const image of up.querySelectorAll("img")) undrawn(image, broken(image) && image.loading !== "lazy");

  /** Take over the new page's grid; pictures that are up stay up until their successors have arrived. */
  function takeOver(grid) {
    const held = document.activeElement?.closest("[data-slug]")?.dataset.slug;
    for (const cell of grid.querySelectorAll("[data-slug]")) {
      const old = up.querySelector(`[data-slug="${cell.dataset.slug}"] img`);
      const next = cell.querySelector("img");
      if (!old) continue;
      if (old.getAttribute("src") !== next.getAttribute("src") || broken(old)) old.src = next.getAttribute("src");
      next.replaceWith(old);
    }
    up.querySelector("[data-cells]").replaceChildren(...grid.querySelector("[data-cells]").children);
    if (held) up.querySelector(`[data-slug="${held}"] a`)?.focus({ preventScroll: true });
    up.querySelector(".not-these")?.remove();
    const refused = grid.querySelector(".not-these");
    if (refused) up.append(refused);
    for (const part of ["#words-error", "[data-tally]"]) {
      const sentence = grid.querySelector(part).textContent;
      if (up.querySelector(part).textContent !== sentence) up.querySelector(part).textContent = sentence;
    }
    field.toggleAttribute("aria-invalid", up.querySelector("#words-error").textContent !== "");
    if (field.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
  }

  const ask = paced(async () => {
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(LOST), headers: { Accept: "text/html" } });
      if (!response.ok && response.status !== 422) {
        say(await sentenceOf(response));
        return comeBack(response);
      }
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      takeOver(page.querySelector("[data-every]"));
      history.replaceState(null, "", address);
    } catch {
      say("The hoardings did not answer. Your words are safe; keep typing.");
    }
    return 0;
  }, APART);

  field.addEventListener("input", ask);
  // Whoever goes on before the grid has caught up takes the words as they stand in the field.
  up.addEventListener("click", (event) => {
    const link = event.target.closest("[data-main]");
    const words = field.value.replace(/\s+/g, " ").trim();
    if (!link || !words) return;
    const address = new URL(link.href);
    address.searchParams.set(link.dataset.main, words);
    link.href = address;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
}
