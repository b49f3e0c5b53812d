/** The drive-by test follows the picture: asked for when a picture has come and the typing rests, said when it changes. */
const REST = 700; // ms after a picture
const SILENCE = 2500; // ms more before it is said: nobody is read to while typing

export function watchTraffic(form) {
  const panel = form.querySelector("[data-driveby]");
  const remarks = panel?.querySelector("[data-remarks]");
  if (!remarks) return;
  const said = panel.querySelector("[data-said]");
  const summary = () => remarks.querySelector("[data-summary]")?.dataset.summary ?? "";
  let resting, saying, asking, told = summary();

  async function ask(values) {
    asking?.abort();
    asking = new AbortController();
    try {
      const response = await fetch(`${panel.dataset.driveby}?${values}`, { signal: asking.signal });
      if (!response.ok) return; // the last remarks stay up
      const piece = new DOMParser().parseFromString(await response.text(), "text/html");
      remarks.replaceChildren(...piece.body.childNodes);
    } catch {
      return; // called off, or the line is dead, which the picture says already
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
  const behind = (so) => {
    panel.classList.toggle("stale", so);
    panel.querySelector("[data-behind]").hidden = !so;
  };
  form.addEventListener("faulty", () => {
    clearTimeout(resting);
    asking?.abort(); // what it measured is not what stands there now
    behind(true);
  });
  form.addEventListener("drawn", (event) => {
    behind(false);
    clearTimeout(resting);
    resting = setTimeout(ask, REST, event.detail);
  });
}
