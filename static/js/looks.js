/** Tells the site which posters of a wall were really in view: half of one, for a second on end, once a page. Nothing
 * else is told. Where many look a page tells of some alone, with the chance that it names beside each poster. */
const HALF = 0.5;
const A_SECOND = 1000;
const TOGETHER = 4000; // what came into view within this is told at once
const DRAWN = Math.random();
const seals = new WeakMap(); // bill -> the seal of the page that it came with
const waiting = new Map(); // bill -> timer
const noted = new WeakSet();
const seen = new Map(); // seal -> codes
let watcher;
let telling = 0;

function tell() {
  clearTimeout(telling);
  telling = 0;
  for (const [seal, codes] of seen) navigator.sendBeacon("/looks", new URLSearchParams({ seal, seen: codes.join(",") }));
  seen.clear();
}

function note(bill) {
  watcher.unobserve(bill);
  if (noted.has(bill)) return;
  noted.add(bill);
  if (DRAWN * Number(bill.dataset.oneIn ?? 1) >= 1) return;
  const seal = seals.get(bill);
  if (!seen.has(seal)) seen.set(seal, []);
  seen.get(seal).push(bill.dataset.bill);
  telling ||= setTimeout(tell, TOGETHER);
}

function look(bill) {
  waiting.delete(bill);
  if (document.visibilityState !== "visible") {
    waiting.set(bill, setTimeout(() => look(bill), A_SECOND));
    return;
  }
  // Who has voted for it cannot do so again: another look would count against it.
  if (bill.querySelector("form.vote button")?.getAttribute("aria-pressed") === "true") watcher.unobserve(bill);
  else note(bill);
}

function begin() {
  watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(waiting.get(target));
      waiting.delete(target);
      if (isIntersecting) waiting.set(target, setTimeout(() => look(target), A_SECOND));
    }
  }, { threshold: HALF });
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") tell();
  });
}

/** Watches the posters under `root`, which came with that seal. */
export function watchLooks(root, seal) {
  if (!seal || !("IntersectionObserver" in window) || !navigator.sendBeacon) return;
  if (!watcher) begin();
  for (const bill of root.querySelectorAll("[data-bill]")) {
    seals.set(bill, seal);
    watcher.observe(bill);
  }
}

/** What a vote sends along that is cast on a wall. */
export function sealOf(form) {
  const seal = seals.get(form.closest("[data-bill]"));
  return seal ? { seal } : {};
}

/** Whoever votes for a poster of a wall has looked at it. */
export function lookNow(form) {
  const bill = form.closest("[data-bill]");
  if (!seals.has(bill)) return;
  note(bill);
  tell();
}
