/** An announcement that was folded up stays away in this browser, which tells nobody, until there is another one. */
const announcement = document.querySelector("[data-announcement]");
const KEY = "announcement";

function remembered() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

if (announcement) {
  const { announcement: mark } = announcement.dataset;
  if (remembered() === mark) announcement.hidden = true;
  announcement.addEventListener("toggle", () => {
    if (announcement.open) return;
    try { localStorage.setItem(KEY, mark); } catch { return; } // then it is only folded up
    announcement.hidden = true;
    document.querySelector("main")?.focus({ preventScroll: true });
  });
}
