/** Tells the site which newcomers were really in view: half of the poster, for a second on end. Nothing else is told. */
const HALF = 0.5;
const A_SECOND = 1000;
const TOGETHER = 4000; // what came into view within this is told at once

export function tellNewcomersSeen() {
  const wall = document.querySelector("[data-shown]");
  if (!wall || !("IntersectionObserver" in window) || !navigator.sendBeacon) return;
  const waiting = new Map(); // bill -> timer
  const seen = new Set();
  let telling = 0;

  function tell() {
    clearTimeout(telling);
    telling = 0;
    if (!seen.size) return;
    navigator.sendBeacon("/shown", new URLSearchParams({ seal: wall.dataset.shown, seen: [...seen].join(",") }));
    seen.clear();
  }

  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(waiting.get(target));
      waiting.delete(target);
      if (isIntersecting) waiting.set(target, setTimeout(() => look(target), A_SECOND));
    }
  }, { threshold: HALF });

  function look(bill) {
    if (document.visibilityState !== "visible") {
      waiting.set(bill, setTimeout(() => look(bill), A_SECOND));
      return;
    }
    watcher.unobserve(bill);
    seen.add(bill.dataset.bill);
    telling ||= setTimeout(tell, TOGETHER);
  }

  for (const bill of wall.querySelectorAll("[data-newcomer]")) watcher.observe(bill);
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") tell();
  });
}
