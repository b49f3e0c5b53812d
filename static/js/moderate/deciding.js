/** Decide about cases without reloading, and keep what was chosen where it does not get through. */
import { say, sentenceOf } from "../notice.js";
import { overtake, tick } from "./cases.js";
import { ask } from "./reasons.js";
import { goOn, tellDone } from "./undoing.js";

const KEPT = "undecided"; // under which what was chosen is kept while somebody signs in again
const TURNED = ["cover", "lift"]; // by the plain form

export const offers = (form, action) => form.querySelector(`[name=action][value=${action}]`);

/** `look` is called when a decision got through and the page stays. */
export function openDeciding(cases, bulk, dialog, look) {
  let undecided = null; // what was chosen and did not get through

  /** Signed out meanwhile: the page asks for signing in, and what was chosen waits for whoever comes back to it. */
  function keepUntilSignedIn(along, wholes) {
    const whose = wholes.map((field) => field.value.split(":")[0]);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ ...undecided, along: along.map((field) => field.value), wholes: whose }));
    } catch { /* where nothing may be kept, nothing is */ }
    location.reload();
  }

  function resume() {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch { return; }
    const items = cases.all().filter((item) => kept?.codes.includes(item.dataset.case));
    if (!items.length) return;
    undecided = kept;
    items.forEach((item) => {
      item.querySelectorAll("[name=also]").forEach((box) => { box.checked = kept.along.includes(box.value); });
      item.querySelectorAll("[name=whole][data-count]").forEach((box) => { box.checked = kept.wholes.includes(box.value.split(":")[0]); });
      if (bulk && kept.codes.length > 1) tick(item).checked = true;
    });
    cases.recount();
    cases.choose(items[0]);
    say("You had been signed out, and nothing was decided. What you chose is still here: decide again.");
  }

  async function decide(form, action, items) {
    if (!items.length) return say("Tick some posters first.");
    const barred = items.filter((item) => offers(item, action)?.disabled); // somebody else answers: they are left out
    if (barred.length === items.length) return say(barred[0].querySelector(".barred").textContent);
    items = items.filter((item) => !barred.includes(item));
    // What is ticked beside a case is decided with it, by itself or with others.
    const along = items.flatMap((item) => [...item.querySelectorAll("[name=also]:checked")])
      .filter((field) => items.every((item) => item.dataset.case !== field.value));
    const wholes = items.flatMap((item) => [...item.querySelectorAll("[name=whole][data-count]:checked")]); // more than are listed
    const count = wholes.reduce((sum, field) => sum + Number(field.dataset.count), along.length);
    const orMore = wholes.some((field) => "orMore" in field.dataset) ? " or more" : "";
    const given = action === "hide" ? await ask(dialog, items, { count, orMore }, undecided) : { note: form.elements.note.value };
    if (!given) return cases.choose(items[0]);
    undecided = { codes: items.map((item) => item.dataset.case), given };
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, newest: form.elements.newest.value, action, ...given });
    if (form === bulk) items.forEach((item) => body.append("ids", item.dataset.case));
    items.forEach((item) => body.append("seen", item.dataset.seen));
    along.forEach((field) => {
      body.append(form === bulk ? "ids" : "also", field.value);
      body.append("seen", field.closest("li").querySelector("[name=seen]").value);
    });
    wholes.forEach((field) => {
      body.append("whole", field.value);
      // What is listed and not ticked is no part of it.
      field.closest("[data-offers]").querySelectorAll("[name=also]:not(:checked)").forEach((box) => body.append("seen", box.closest("li").querySelector("[name=seen]").value));
    });
    const next = cases.all().slice(cases.all().indexOf(items.at(-1)) + 1).find((item) => !items.includes(item));
    items.forEach((item) => item.classList.add("leaving"));
    cases.choose(next || cases.all().at(-1));
    let refusal = "", left = {};
    try {
      const response = await fetch(form.getAttribute("action"), { method: "POST", headers: { Accept: "application/json" }, body }); // form.action is the buttons
      if (response.redirected) return keepUntilSignedIn(along, wholes);
      const answer = response.ok || response.status === 409 ? await response.json() : null;
      if (!answer) refusal = await sentenceOf(response);
      else {
        [undecided, left] = [null, answer.left];
        tellDone(answer);
      }
    } catch {
      refusal = "The decision did not get through, and nothing was done. What you chose is kept: try again.";
    }
    if (refusal) {
      items.forEach((item) => item.classList.remove("leaving"));
      say(refusal);
      cases.choose(items[0]);
    } else {
      const also = along.map((field) => field.value);
      const asked = [...items, ...cases.all().filter((item) => also.includes(item.dataset.case))];
      asked.forEach((item) => {
        const why = left[item.dataset.case];
        if (!why) return item.remove();
        item.classList.remove("leaving");
        overtake(item, why);
      });
      if (!cases.all().includes(cases.current())) cases.choose(cases.all().find((item) => !item.classList.contains("overtaken")) || cases.all()[0]);
    }
    cases.recount();
    if (bulk && !refusal) look(); // the tabs count one less
    if (!bulk && !refusal) goOn(); // a case's own page shows what has become of it
  }

  document.addEventListener("submit", (event) => {
    const action = event.submitter?.value;
    if (event.submitter?.name !== "action" || TURNED.includes(action)) return;
    event.preventDefault();
    const item = event.target.closest(".case");
    decide(event.target, action, item ? [item] : cases.ticked());
  });
  return { decide, resume };
}
