/** The wall goes on as you walk: fetches the Next link's page and pastes its posters below. The link works without it. */
import { say } from "./notice.js";

const BY_ITSELF = 4; // pages; after that the link waits to be pressed, so that the foot of the page can be reached
const AHEAD = "1800px"; // two screens: who reaches the foot first sees it jump away

export function loadMoreOnScroll(arrived) {
  const wall = document.querySelector("[data-wall]");
  const more = document.querySelector("[data-more]");
  if (!wall || !more?.querySelector("a[rel=next]")) return;
  let pages = 0;
  let busy = false;

  async function fetchMore(pressed) {
    const link = more.querySelector("a[rel=next]");
    if (!link || busy) return;
    busy = true;
    link.setAttribute("aria-disabled", "true");
    const label = link.textContent;
    link.textContent = "Pasting…";
    try {
      const response = await fetch(link.href, { headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(String(response.status));
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = [...page.querySelectorAll("[data-wall] > li")].map((item) => document.importNode(item, true));
      const known = new Set([...wall.querySelectorAll("[data-bill]")].map((bill) => bill.dataset.bill));
      const added = fresh.filter((item) => !known.has(item.querySelector("[data-bill]")?.dataset.bill));
      const batch = document.createElement("div");
      batch.append(...added);
      for (const image of batch.querySelectorAll("img")) image.loading = "lazy";
      arrived(batch, page.querySelector("[data-wall]"));
      wall.append(...added);
      more.replaceChildren(...document.importNode(page.querySelector("[data-more]"), true).childNodes);
      pages += 1;
      say(added.length === 1 ? "One more poster" : `${added.length} more posters`, false);
      if (pressed) added[0]?.querySelector("a")?.focus();
      busy = false;
      watch();
    } catch {
      busy = false;
      link.removeAttribute("aria-disabled");
      link.textContent = label;
      if (pressed) location.assign(link.href);
    }
  }

  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) {
      watcher.disconnect();
      fetchMore(false);
    }
  }, { rootMargin: `0px 0px ${AHEAD}` });

  function watch() {
    watcher.disconnect();
    if (pages < BY_ITSELF && more.querySelector("a[rel=next]")) watcher.observe(more);
  }

  more.addEventListener("click", (event) => {
    if (!event.target.closest("a[rel=next]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    fetchMore(true);
  });
  watch();
}
