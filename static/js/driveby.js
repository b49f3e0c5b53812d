/**
 * The drive-by test follows the picture: asked for when a picture has come and the typing rests, said when it changes.
 * Whatever keeps its figures from being those of the words that stand in the form, it says that they are not.
 */
const REST = 700; // ms after a picture
const LATE = 1500; // ms after a picture, from when figures that have not come are owned up to
const SILENCE = 2500; // ms more before it is said: nobody is read to while typing

export function watchTraffic(form) {
  const panel = form.querySelector("[data-driveby]");
  const remarks = panel?.querySelector("[data-remarks]");
  if (!remarks) return;
  const said = panel.querySelector("[data-said]");
  const summary = () => remarks.querySelector("[data-summary]")?.dataset.summary ?? "";
  let resting, saying, owning, asking, told = summary();

  const behind = (so) => {
    clearTimeout(owning);
    panel.classList.toggle("stale", so);
    panel.querySelector("[data-behind]").hidden = !so;
  };

  async function ask(values) {
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const response = await fetch(`${panel.dataset.driveby}?${values}`, { signal: mine.signal });
      if (!response.ok) return behind(true); // the last remarks stay up
      const piece = new DOMParser().parseFromString(await response.text(), "text/html");
      if (mine.signal.aborted) return;
      remarks.replaceChildren(...piece.body.childNodes);
      behind(false);
    } catch {
      if (!mine.signal.aborted) behind(true); // the line is dead
      return;
    }
    clearTimeout(saying);
    saying = setTimeout(() => {
      if (summary() === told) return;
      told = summary();
      said.textContent = told;
    }, SILENCE);
  }

  form.addEventListener("input", () => {
    clearTimeout(resting);
    clearTimeout(saying);
  });
  const stall = () => {
    clearTimeout(resting);
    asking?.abort(); // what it measures is not what stands there now
    behind(true);
  };
  form.addEventListener("faulty", stall);
  form.addEventListener("undrawn", stall);
  form.addEventListener("drawn", (event) => {
    clearTimeout(resting);
    clearTimeout(owning);
    resting = setTimeout(ask, REST, event.detail);
    owning = setTimeout(behind, LATE, true);
  });
}
