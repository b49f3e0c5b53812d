/** The next pair is fetched while this one is looked at, so that a pick answers at once. The form works without this. */
import { keepsCookies } from "./cookies.js";
import { say, sentenceOf, underAttack } from "./notice.js";

const PAUSE = 350; // ms that the cross stays on the poster that was picked
const SLACK = 250; // ms more than the server asks for, because not every pick travels equally fast
const LETTERS = "duel-letters"; // in localStorage: "off" where single letters and digits do nothing
const KEYS = { ArrowLeft: "left", ArrowRight: "right", " ": "skip" };
const LETTER_KEYS = { 1: "left", 2: "right", s: "skip", S: "skip" };
const LOST = "That pick did not get through. Check the connection and pick again.";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function openDuel(form) {
  const token = form.elements.pair;
  const crowd = form.querySelector("[data-crowd]");
  const corners = [...form.querySelectorAll("[data-side]")];
  let busy = false;
  let shown = read();
  let coming = fetchNext(shown.token);
  let since = performance.now(); // since when it is shown

  /** The pair on the page, in the shape that the server sends. */
  function read() {
    const pair = { token: token.value };
    for (const corner of corners) {
      const picture = corner.querySelector("img"), link = corner.querySelector("[data-page]");
      pair[corner.dataset.side] = {
        page: link.getAttribute("href"),
        template_title: link.firstChild.data,
        thumb: picture.getAttribute("src"),
        image: picture.getAttribute("srcset").split(" ")[2],
        alt: picture.alt,
      };
    }
    return pair;
  }

  function fill(picture, card) {
    picture.sizes = corners[0].querySelector("img").sizes;
    picture.srcset = `${card.thumb} 800w, ${card.image} 1600w`;
    picture.src = card.thumb;
  }

  /** The pair to follow, its pictures ready; null when there is none; undefined when it could not be asked for. */
  async function fetchNext(after) {
    try {
      const address = new URL(form.dataset.next, location.href);
      address.searchParams.set("after", after);
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (!response.ok) return undefined;
      const { pair } = await response.json();
      if (pair) {
        await Promise.all(corners.map(({ dataset }) => {
          const picture = new Image();
          fill(picture, pair[dataset.side]);
          return picture.decode().catch(() => { /* shown as it comes */ });
        }));
      }
      return pair;
    } catch {
      return undefined;
    }
  }

  function show(pair) {
    shown = pair;
    since = performance.now();
    token.value = pair.token;
    for (const corner of corners) {
      const card = pair[corner.dataset.side], picture = corner.querySelector("img");
      const link = corner.querySelector("[data-page]");
      corner.classList.remove("picked", "passed");
      fill(picture, card);
      picture.alt = card.alt;
      link.href = card.page;
      link.firstChild.data = card.template_title;
    }
    say(`Next pair. Left: ${pair.left.alt}. Right: ${pair.right.alt}.`, false);
  }

  async function send(pair, pick) {
    try {
      const post = (more) => fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({ pair, pick, ...more }),
      });
      let response = underAttack() ? await (await import("./proof.js")).ahead("/proof/vote", post) : await post();
      if (response.status === 403) response = await (await import("./proof.js")).again(response, post);
      return response.ok ? await response.json() : { refusal: await sentenceOf(response) };
    } catch {
      return { refusal: LOST };
    }
  }

  function tell(verdict) {
    crowd.textContent = verdict.note || "";
    if (!verdict.crowd) return;
    const link = document.createElement("a"), rest = document.createElement("span");
    link.href = verdict.page;
    link.dir = "auto";
    link.textContent = verdict.slogan.length > 60 ? `${verdict.slogan.slice(0, 59)}…` : verdict.slogan;
    rest.textContent = `was your pick. ${verdict.crowd}`;
    crowd.replaceChildren(link, " ", rest);
  }

  async function pick(choice) {
    if (busy) return;
    busy = true;
    const judged = shown;
    for (const { dataset, classList } of corners) {
      if (choice !== "skip") classList.add(dataset.side === choice ? "picked" : "passed");
    }
    // A quick pick has its cross at once and is sent when the pair has been there for as long as it has to be.
    const early = choice === "skip" ? 0 : since + 1000 * form.dataset.look + SLACK - performance.now();
    if (early > 0) await pause(early);
    const sent = send(judged.token, choice);
    const [next] = await Promise.all([coming, pause(choice === "skip" ? 0 : PAUSE)]);
    if (!next) { // the last pair, or no connection: the page itself knows more, once the pick has arrived
      const verdict = await sent;
      if (!verdict.refusal) return location.assign(form.getAttribute("action"));
      say(verdict.refusal);
      for (const { classList } of corners) classList.remove("picked", "passed");
      coming = fetchNext(judged.token);
      busy = false;
      return;
    }
    show(next);
    coming = fetchNext(next.token);
    busy = false;
    const verdict = await sent;
    if (verdict.outcome === "hasty") verdict.refusal = verdict.note;
    if (!verdict.refusal) return tell(verdict);
    if (!busy && shown === next) { // back to where they were
      show(judged);
      coming = Promise.resolve(next);
    }
    say(verdict.refusal);
  }

  form.addEventListener("submit", (event) => {
    if (!keepsCookies()) return; // the form itself leads to a page that says what is needed
    event.preventDefault();
    pick(event.submitter.value);
  });

  const letters = form.querySelector("[data-letters]");
  try {
    letters.checked = localStorage.getItem(LETTERS) !== "off";
    letters.addEventListener("change", () => localStorage.setItem(LETTERS, letters.checked ? "on" : "off"));
  } catch { /* nothing is kept here: the box works until the page is left */ }
  form.querySelector("[data-keys]").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const choice = KEYS[event.key] || (letters.checked && LETTER_KEYS[event.key]);
    // A space bar presses whatever button has the focus, as everywhere.
    if (!choice || (event.key === " " && event.target.closest("a, button, input, [tabindex='0']"))) return;
    event.preventDefault();
    form.querySelector(`[name=pick][value=${choice}]`).click();
  });
}
