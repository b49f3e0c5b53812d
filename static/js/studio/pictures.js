/** The live picture, the row of specimens and what is said of boxes, from the server's own renderer. */
import { sentenceOf } from "../notice.js";
import { comeBack, paced } from "../pace.js";

const APART = 200, REST = 1200, LOST = 20000; // ms
const ACCEPT = "image/jpeg, text/html, application/json;q=0.9";

async function show(image, response) {
  const address = URL.createObjectURL(await response.blob()), next = new Image(), before = image.src;
  next.src = address;
  await next.decode();
  image.src = address;
  if (before.startsWith("blob:")) URL.revokeObjectURL(before);
}

/** Shows what a form's fields come to; `told` is given a state and a sentence. */
export function openPictures(form, told) {
  const picture = form.querySelector("[data-picture]"), figures = form.querySelector("[data-figures-shown]");
  const strip = [...form.querySelectorAll("[data-says]")];
  let resting, round = 0;

  function ask(address, more = {}) {
    const body = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    return fetch(address, { method: "POST", body, signal: AbortSignal.timeout(LOST), headers: { Accept: ACCEPT } });
  }

  /** What is looked at beside the picture follows once the hand rests, one after the other. */
  async function follow() {
    const mine = ++round;
    try {
      const said = await ask(form.dataset.figures);
      if (said.ok && mine === round) figures.innerHTML = await said.text();
      for (const image of strip) {
        if (mine !== round) return;
        const found = await ask(form.dataset.preview, { says: image.dataset.says, as: image.dataset.as ?? "poster" });
        image.closest("li").classList.toggle("stale", !found.ok);
        if (found.ok) await show(image, found);
        else if (comeBack(found)) return;
      }
    } catch { /* they show what they showed; the next change asks again */ }
  }

  const draw = paced(async () => {
    try {
      const response = await ask(form.dataset.preview, { says: "typical" });
      if (response.ok) {
        await show(picture, response);
        told("drawn", "This is how it is set");
        return 0;
      }
      const answer = response.status === 422 ? await response.json() : { message: await sentenceOf(response) };
      told("fault", Object.values(answer.problems ?? {})[0] || answer.message);
      return comeBack(response);
    } catch {
      told("fault", "The picture did not arrive. Your boxes are safe; go on.");
      return 0;
    }
  }, APART);

  return function redraw() {
    told("drawing", "");
    draw();
    round++;
    clearTimeout(resting);
    resting = setTimeout(follow, REST);
  };
}
