/** The queue by keyboard and without reloading. Every button also works as a plain form. */
import { say, sentenceOf } from "./notice.js";
import { tellTallies } from "./tallies.js";

const LOOK_EVERY = 4000; // ms; pages learn of what others decide within five seconds
const KEPT = "undecided"; // under which what was chosen is kept while somebody signs in again
const TURNED = ["cover", "lift"]; // by the plain form
const UNDO_FOR = 10000; // ms

export function openQueue(queue) {
  const bulk = document.querySelector("[data-bulk]");
  const dialog = document.querySelector("[data-reason-dialog]");
  const help = document.querySelector("[data-help-dialog]");
  const all = bulk?.querySelector("[data-all]");
  const token = queue.querySelector("[name=csrf_token]").value;
  const undo = document.querySelector("[data-undo]");
  let forgetUndo = 0, done = null, undecided = null; // what was chosen and did not get through
  document.body.classList.add("enhanced");

  const cases = () => [...queue.querySelectorAll(".case:not(.leaving)")];
  const tick = (item) => item.querySelector("[name=ids]");
  const ticked = () => cases().filter((item) => tick(item).checked);
  const current = () => queue.querySelector(".case.current");
  const offers = (form, action) => form.querySelector(`[name=action][value=${action}]`);

  function choose(item, focus = true) {
    current()?.classList.remove("current");
    if (!item) return;
    item.classList.add("current");
    if (!focus) return; // scrolling under a pressed mouse button would take the click from what was pressed
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const items = cases();
    choose(items[Math.min(Math.max(items.indexOf(current()) + by, 0), items.length - 1)]);
  }

  function recount() {
    if (!bulk) return;
    const items = cases(), picked = ticked();
    items.forEach((item) => item.classList.toggle("picked", tick(item).checked));
    document.body.classList.toggle("picking", picked.length > 0);
    bulk.querySelector("[data-picked]").textContent = picked.length ? `${picked.length} ticked` : "Tick all";
    all.checked = picked.length > 0 && picked.length === items.length;
    all.indeterminate = picked.length > 0 && picked.length < items.length;
    document.querySelector("[data-done]").hidden = items.length > 0;
    const overtaken = items.length > 0 && items.every((item) => item.classList.contains("overtaken"));
    document.querySelector("[data-overtaken]").hidden = !overtaken; // nothing is left to do here: say so, and lead on
    if (!items.length) bulk.hidden = true;
    if (!items.length && document.querySelector("a[rel=next]")) goOn(); // the next page moves up
  }

  /** The reason and note for hiding, or null when the moderator thought better of it. */
  function ask(items, along) {
    const count = items.length + along;
    dialog.querySelector("h2").textContent = count === 1 ? "Hide this poster" : `Hide ${count} posters`;
    dialog.querySelector("[data-dialog-slogan]").textContent = items.length === 1 ? items[0].querySelector("h2").firstChild.textContent.trim() : "";
    dialog.querySelector("form").reset();
    const many = dialog.querySelector("[data-many]");
    many.hidden = many.querySelector("input").disabled = items.length === 1; // a hidden one cannot be asked for
    const each = items.every((item) => item.dataset.likely) ? "as-reported" : "";
    const why = items.length === 1 ? items[0].dataset.likely : each; // what the gravest reports say
    const likely = dialog.querySelector(`[name=why][value="${why}"]`);
    if (likely) likely.checked = true;
    if (undecided?.codes.join() === items.map((item) => item.dataset.case).join()) refill(undecided.given);
    dialog.returnValue = "";
    dialog.showModal();
    if (likely) likely.focus();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        const values = new FormData(dialog.querySelector("form"));
        resolve(dialog.returnValue === "hide" ? { reason: values.get("why"), note: values.get("note"), block: values.get("block") } : null);
      }, { once: true });
    });
  }

  function refill({ reason, note, block }) {
    const { elements } = dialog.querySelector("form");
    elements.why.value = reason;
    elements.note.value = note;
    elements.block.value = block;
  }

  /** Signed out meanwhile: the page asks for signing in, and what was chosen waits for whoever comes back to it. */
  function keepUntilSignedIn(along, wholes) {
    const whose = wholes.map((field) => field.value.split(":")[0]);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ ...undecided, along: along.map((field) => field.value), wholes: whose }));
    } catch { /* where nothing may be kept, nothing is */ }
    location.reload();
  }

  function takeUpAgain() {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch { return; }
    const items = cases().filter((item) => kept?.codes.includes(item.dataset.case));
    if (!items.length) return;
    undecided = kept;
    items.forEach((item) => {
      item.querySelectorAll("[name=also]").forEach((box) => { box.checked = kept.along.includes(box.value); });
      item.querySelectorAll("[name=whole][data-count]").forEach((box) => { box.checked = kept.wholes.includes(box.value.split(":")[0]); });
      if (bulk && kept.codes.length > 1) tick(item).checked = true;
    });
    recount();
    choose(items[0]);
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
    const given = action === "hide" ? await ask(items, count) : { note: form.elements.note.value };
    if (!given) return choose(items[0]);
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
    const next = cases().slice(cases().indexOf(items.at(-1)) + 1).find((item) => !items.includes(item));
    items.forEach((item) => item.classList.add("leaving"));
    choose(next || cases().at(-1));
    let refusal = "", left = {};
    try {
      const response = await fetch(form.getAttribute("action"), { method: "POST", headers: { Accept: "application/json" }, body }); // form.action is the buttons
      if (response.redirected) return keepUntilSignedIn(along, wholes);
      const answer = response.ok || response.status === 409 ? await response.json() : null;
      if (!answer) refusal = await sentenceOf(response);
      else {
        [done, undecided, left] = [answer, null, answer.left];
        say(answer.message);
        offerUndo(answer);
      }
    } catch {
      refusal = "The decision did not get through, and nothing was done. What you chose is kept: try again.";
    }
    if (refusal) {
      items.forEach((item) => item.classList.remove("leaving"));
      say(refusal);
      choose(items[0]);
    } else {
      const also = along.map((field) => field.value);
      const asked = [...items, ...cases().filter((item) => also.includes(item.dataset.case))];
      asked.forEach((item) => {
        const why = left[item.dataset.case];
        if (!why) return item.remove();
        item.classList.remove("leaving");
        overtake(item, why);
      });
      if (!cases().includes(current())) choose(cases().find((item) => !item.classList.contains("overtaken")) || cases()[0]);
    }
    recount();
    if (bulk && !refusal) look().catch(() => {}); // the tabs count one less
    if (!bulk && !refusal) goOn(); // a case's own page shows what has become of it
  }

  /** Somebody else has decided about it, or is to: it says so, and is decided about no more on this page. */
  function overtake(item, told) {
    if (item.classList.contains("overtaken")) return;
    item.classList.add("overtaken");
    const said = Object.assign(document.createElement("p"), { className: "typed told", textContent: `${told} ` });
    said.setAttribute("role", "status");
    const again = Object.assign(document.createElement("a"), { href: item.querySelector("[data-open]").href, textContent: "See it as it is now" });
    said.append(again);
    item.querySelector(".facts").prepend(said);
    item.querySelector(".verdict").hidden = true;
    tick(item).checked = false;
    tick(item).disabled = true;
  }

  /** The page as it is now, which says what was done and lets it be undone as this one would have. */
  function goOn() {
    history.replaceState({ done }, "");
    location.reload();
  }

  function sayAgain() {
    const told = history.state?.done;
    history.replaceState(null, "");
    if (!told) return;
    say(told.message);
    offerUndo(told);
  }

  /** For ten seconds what was decided can be taken back on the spot; later from the log. */
  function offerUndo({ lines, batch }) {
    clearTimeout(forgetUndo);
    undo.querySelectorAll("[name=line], [name=batch]").forEach((field) => field.remove());
    const fields = batch ? [["batch", batch]] : lines.map((line) => ["line", line]); // of many, with what is still to come
    fields.forEach(([name, value]) => undo.append(Object.assign(document.createElement("input"), { type: "hidden", name, value })));
    undo.hidden = !fields.length;
    if (fields.length) forgetUndo = setTimeout(() => { undo.hidden = true; }, UNDO_FOR);
  }

  /** Tell the site what is looked at, and learn what others decided and who looks too. */
  async function look() {
    const shown = cases();
    if (document.hidden) return;
    const body = new URLSearchParams({ csrf_token: token, at: current()?.dataset.case || "" });
    shown.forEach((item) => { body.append("ids", item.dataset.case); body.append("seen", item.dataset.seen); });
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
    recount();
  }

  /** How far decisions about many posters are. */
  function tellUnderWay(sentences) {
    const place = document.querySelector("[data-under-way]");
    place.hidden = !sentences.length;
    if ([...place.children].map((line) => line.textContent).join("\n") === sentences.join("\n")) return;
    place.replaceChildren(...sentences.map((textContent) => Object.assign(document.createElement("p"), { textContent })));
  }

  function tickEvery(wanted) {
    cases().forEach((item) => { tick(item).checked = wanted && !tick(item).disabled; });
    recount();
  }

  function tickAll() {
    if (!bulk) return;
    tickEvery(!all.checked);
    say(`${ticked().length} ticked.`, false);
  }

  function byKey(action) {
    const picked = ticked();
    if (picked.length && bulk && offers(bulk, action)) return decide(bulk, action, picked);
    const form = current()?.querySelector(".verdict:not([hidden])");
    if (form && offers(form, action)) decide(form, action, [current()]);
  }

  /** Tick all of a group that the current case offers, or none of it where all were ticked. */
  function tickGroup(details) {
    if (!details) return;
    const boxes = [...details.querySelectorAll("[name=also]")], wanted = !boxes.every((box) => box.checked);
    details.open = true;
    boxes.forEach((box) => { box.checked = wanted; });
    tellGroup(details);
    say(`${boxes.length} ${wanted ? "ticked" : "unticked"}.`, false);
  }

  function tellGroup(details) {
    const link = details.querySelector("[data-tick-all]"), boxes = [...details.querySelectorAll("[name=also]")];
    if (!link) return;
    link.setAttribute("aria-pressed", String(boxes.every((box) => box.checked)));
    link.textContent = `${boxes.every((box) => box.checked) ? "Untick" : "Tick"} ${boxes.length === 1 ? "it" : `all ${boxes.length}`}`;
  }

  const group = (name) => tickGroup(current()?.querySelector(`[data-offers=${name}]`));
  const takeBack = () => { if (!undo.hidden) undo.requestSubmit(); };

  /** Cards are turned by the plain form: the case stays, and stands elsewhere when the page comes back. */
  function turn(action) {
    const button = current()?.querySelector(`.verdict:not([hidden]) [value=${action}]`);
    if (button) button.click();
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    h: () => byKey("hide"),
    a: () => byKey("approve"),
    r: () => byKey("restore"),
    u: () => { if (undo.hidden) byKey("uphold"); else takeBack(); },
    c: () => turn("cover"),
    l: () => turn("lift"),
    i: () => byKey("ignore"),
    z: takeBack,
    n: () => group("slips"),
    m: () => group("maker"),
    d: () => group("descended"),
    o: () => current()?.querySelector("[data-open]").click(),
    t: tickAll,
    x: () => { const item = current(); if (item && bulk && !tick(item).disabled) { tick(item).checked = !tick(item).checked; recount(); } },
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (dialog.open) {
      const choices = [...dialog.querySelectorAll("[name=why]")];
      const chosen = /^\d$/.test(event.key) ? choices.at(event.key - 1) : null; // 0 is the last
      if (chosen && event.target.type !== "text" && !chosen.closest("[hidden]")) chosen.checked = true;
      return;
    }
    if (help.open || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("submit", (event) => {
    const action = event.submitter?.value;
    if (event.submitter?.name !== "action" || TURNED.includes(action)) return;
    event.preventDefault();
    const item = event.target.closest(".case");
    decide(event.target, action, item ? [item] : ticked());
  });
  queue.addEventListener("change", (event) => {
    recount();
    if (event.target.name === "also") tellGroup(event.target.closest("[data-offers]"));
  });
  queue.querySelectorAll("[data-tick-all]").forEach((link) => {
    link.setAttribute("role", "button");
    tellGroup(link.closest("[data-offers]"));
    link.addEventListener("click", (event) => { event.preventDefault(); tickGroup(link.closest("[data-offers]")); });
    link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
  });
  queue.addEventListener("focusin", (event) => choose(event.target.closest(".case"), false));
  if (bulk) {
    all.addEventListener("change", () => tickEvery(all.checked));
    all.hidden = false;
    const keysButton = bulk.querySelector("[data-help]");
    keysButton.hidden = false;
    keysButton.addEventListener("click", keys["?"]);
  }
  choose(cases()[0], false);
  recount();
  sayAgain();
  takeUpAgain();
  setInterval(() => look().catch(() => {}), LOOK_EVERY);
}
