/** Says one sentence: read out politely, and shown at the foot of the window unless eyes see what happened anyway. */
const SHOWN = 6000; // ms
let timer;

export function say(sentence, shown = true) {
  const notice = document.getElementById("notice");
  if (!notice) return;
  clearTimeout(timer);
  notice.classList.toggle("visually-hidden", !shown);
  notice.textContent = "";
  // A frame apart, so that the same sentence twice is read out twice.
  requestAnimationFrame(() => { notice.textContent = sentence; });
  timer = setTimeout(() => { notice.textContent = ""; }, SHOWN);
}

/** The sentence of a refused response, whatever came back. */
export async function sentenceOf(response) {
  const fallback = response.status === 429
    ? "Easy on the paste: wait a minute, then try again."
    : "That did not get through. Try again in a moment.";
  try {
    return (await response.json()).message || fallback;
  } catch {
    return fallback;
  }
}

/** Whether this page says that the site is under attack, so that votes want a proof of work (proof.js). */
export function underAttack() {
  return document.querySelector("[data-switch='under_attack']") !== null;
}
