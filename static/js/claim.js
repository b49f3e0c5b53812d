/** After publishing: fetch the claim that was given, keep it in this browser, and say so on the poster's page. */
import { keep } from "./mine.js";

const MARK = "pasted"; // set by the editor when it sends the form

export const markPasted = () => {
  try {
    sessionStorage.setItem(MARK, "1");
  } catch { /* then the link on the page leads to the claim */ }
};

function wasPasted() {
  try {
    const pasted = sessionStorage.getItem(MARK);
    sessionStorage.removeItem(MARK);
    return pasted;
  } catch {
    return null;
  }
}

/** Whoever's browser refuses to keep the claim hears it while there is still time. */
export function tellKept(part, stays) {
  part.querySelector("[data-kept]").hidden = !stays;
  part.querySelector("[data-unkept]").hidden = stays;
}

/** On the permalink: `panel` is hidden until there is something to show. */
export async function showClaim(panel) {
  if (!panel || !wasPasted()) return;
  try {
    const response = await fetch(panel.dataset.fresh, { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const { claim, drawn } = await response.json();
    const stays = keep(panel.dataset.code, claim, panel.dataset.slogan);
    panel.querySelector("input").value = claim;
    panel.querySelector("[data-drawn]").src = `data:image/svg+xml,${encodeURIComponent(drawn)}`;
    tellKept(panel, stays);
    panel.hidden = false;
    panel.focus({ preventScroll: true });
  } catch { /* the link under the poster leads to it */ }
}
