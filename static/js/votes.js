/** Votes answer at once and take it back, with a sentence, when the server says no. The forms work without this. */
import { keepsCookies } from "./cookies.js";
import { lookNow, sealOf } from "./looks.js";
import { say, sentenceOf, underAttack } from "./notice.js";

const ASKED_AT_ONCE = 100;
const standing = new WeakMap(); // form -> {known, wanted, busy}

function show(form, voted, votes) {
  const button = form.querySelector("button");
  button.setAttribute("aria-pressed", String(voted));
  button.value = voted ? "0" : "1";
  if (votes !== undefined) form.querySelector("[data-votes]").textContent = votes;
}

function count(form) {
  return Number(form.querySelector("[data-votes]").textContent);
}

function state(form) {
  if (!standing.has(form)) {
    const voted = form.querySelector("button").getAttribute("aria-pressed") === "true";
    standing.set(form, { known: voted, wanted: voted, votes: count(form), busy: false });
  }
  return standing.get(form);
}

/** Sends until what the server knows is what the visitor wants: quick double presses settle in order. */
async function settle(form) {
  const now = state(form);
  if (now.busy) return;
  now.busy = true;
  while (now.wanted !== now.known) {
    const wanted = now.wanted;
    let refusal = "";
    try {
      const send = (more) => fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({ value: wanted ? "1" : "0", ...(wanted && sealOf(form)), ...more }),
      });
      let response = underAttack() ? await (await import("./proof.js")).ahead("/proof/vote", send) : await send();
      if (response.status === 403) response = await (await import("./proof.js")).again(response, send);
      if (response.ok) {
        const answer = await response.json();
        now.known = answer.voted;
        now.votes = answer.votes;
        if (now.wanted === wanted) now.wanted = answer.voted;
      } else {
        refusal = await sentenceOf(response);
      }
    } catch {
      refusal = "Your vote did not get through. Check the connection and press again.";
    }
    if (refusal) {
      now.wanted = now.known;
      say(refusal);
    }
  }
  show(form, now.known, now.votes);
  now.busy = false;
}

function press(event) {
  const form = event.target.closest("form.vote");
  if (!form || !keepsCookies()) return; // the form itself leads to a page that says what is needed
  event.preventDefault();
  const now = state(form);
  now.wanted = !now.wanted;
  if (now.wanted) lookNow(form); // before it shows as voted for, and so that no vote stands without its look
  show(form, now.wanted, now.votes + (now.wanted ? 1 : 0) - (now.known ? 1 : 0));
  settle(form);
}

/** Asks which of the posters under `root` this visitor has voted for: pages are the same bytes for everybody. */
export async function markVotes(root = document) {
  const forms = [...root.querySelectorAll("form.vote")];
  for (let at = 0; at < forms.length; at += ASKED_AT_ONCE) {
    const some = forms.slice(at, at + ASKED_AT_ONCE);
    const ids = some.map((form) => form.dataset.code).join(",");
    try {
      const response = await fetch(`/votes?ids=${encodeURIComponent(ids)}`, { headers: { Accept: "application/json" } });
      if (!response.ok) return;
      const voted = new Set((await response.json()).voted);
      for (const form of some) {
        const now = state(form);
        if (!voted.has(form.dataset.code) || now.busy || now.wanted !== now.known) continue;
        now.known = now.wanted = true;
        show(form, true);
      }
    } catch {
      return; // the wall is just as good without the crosses
    }
  }
}

export function takeVotes() {
  document.addEventListener("submit", press);
  markVotes();
}
