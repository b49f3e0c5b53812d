/** "12 November 2025, 10:00 UTC" becomes "3 h ago". Pages are shared by caches, so only a script may do this. */
const MINUTE = 60, HOUR = 3600, DAY = 86400; // seconds

export function ago(seconds) {
  if (seconds < MINUTE) return "just now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ago`;
  const days = Math.floor(seconds / DAY);
  return days === 1 ? "yesterday" : `${days} days ago`;
}

export function tellTimes(root = document) {
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    time.title ||= time.textContent;
    if (seconds < -MINUTE) time.textContent = time.title; // still to come
    else if (seconds < 30 * DAY) time.textContent = ago(seconds);
    else time.textContent = time.title.split(",")[0];
  }
}

export function keepTime() {
  tellTimes();
  setInterval(tellTimes, 60_000);
}
