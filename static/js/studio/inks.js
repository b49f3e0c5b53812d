/** Inks: a swatch, or a pixel of the picture itself, by pointer or by keys. */
const STEP = 12, STRIDE = 96; // art px
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HOW = "Press on the picture where it has the colour. By keys: arrows move the cross, Enter takes, Escape leaves.";

/** Gives the colour at a place of a picture, of parts of its width and height. */
function colours(address) {
  const image = new Image();
  image.src = address;
  const ready = image.decode().then(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return context;
  });
  return async (x, y) => {
    const context = await ready, { width, height } = context.canvas;
    const left = Math.min(width - 3, Math.max(0, Math.round(x * width) - 1));
    const top = Math.min(height - 3, Math.max(0, Math.round(y * height) - 1));
    const { data } = context.getImageData(left, top, 3, 3);
    const mean = (part) => Math.round(data.reduce((sum, value, place) => (place % 4 === part ? sum + value : sum), 0) / 9);
    return `#${[0, 1, 2].map((part) => mean(part).toString(16).padStart(2, "0")).join("")}`;
  };
}

/** The answer is what takes the ink at a point of the art. */
export function watchInks(form, layer, overlay, rows, { chosen, done, say }) {
  let colourAt, wanted = null, point;

  function leave() {
    const button = chosen()?.querySelector(`[data-pick="${wanted}"]`);
    wanted = null;
    overlay.mode = "";
    layer.removeAttribute("tabindex");
    button?.focus();
  }

  async function take({ x, y }) {
    const row = chosen(), name = wanted;
    leave();
    if (!row || !name) return;
    try {
      const ink = await colourAt(x / overlay.width, y / overlay.height);
      rows.set(row, name, ink);
      done(null);
      say(`Ink ${ink}`);
    } catch {
      say("The picture’s pixels did not arrive. Choose a swatch.");
    }
  }

  function begin(name, { x, y, w, h }) {
    colourAt ??= colours(form.dataset.art);
    wanted = name;
    point = { x: x + w / 2, y: y + h / 2 };
    overlay.mode = "pick";
    overlay.aim(point);
    layer.setAttribute("tabindex", "0");
    layer.focus();
    layer.scrollIntoView({ block: "nearest" });
    say(HOW);
  }

  form.addEventListener("click", (event) => {
    const swatch = event.target.closest("[data-ink]"), pick = event.target.closest("[data-pick]"), row = chosen();
    if (swatch && row) {
      rows.set(row, swatch.closest("[data-swatches]").dataset.swatches, swatch.dataset.ink);
      done(null);
      say(`Ink ${swatch.dataset.ink}`);
    }
    if (pick && row) begin(pick.dataset.pick, rows.box(row));
  });

  layer.addEventListener("keydown", (event) => {
    if (overlay.mode !== "pick") return;
    const arrow = ARROWS[event.key], step = event.shiftKey ? STRIDE : STEP;
    if (arrow) {
      const keep = (value, most) => Math.min(most, Math.max(0, value));
      point = { x: keep(point.x + arrow[0] * step, overlay.width), y: keep(point.y + arrow[1] * step, overlay.height) };
      overlay.aim(point);
    } else if (event.key === "Enter") take(point);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  });

  return take;
}
