/** Four corners on a photograph, over a magnifier, in step with the numbers of the form. */
import { Mark, keepSizes } from "./marks.js";

const LABELS = ["Upper left corner", "Upper right corner", "Lower right corner", "Lower left corner"];
const SEEN = 1 / 12; // of the picture's longer side that the magnifier shows

export function openStraighten(form) {
  const svg = form.querySelector("[data-plate] > svg:not(.loupe)");
  const loupe = form.querySelector("[data-loupe]");
  const { width, height } = svg.viewBox.baseVal;
  const fields = LABELS.map((_, number) => ["x", "y"].map((axis) => form.querySelector(`[data-${axis}="${number}"]`)));
  const isCrop = () => form.elements.how.value === "crop";

  const show = () => {
    const points = marks.map((mark) => `${mark.x},${mark.y}`).join(" ");
    for (const edge of form.querySelectorAll("[data-edge]")) edge.setAttribute("points", points);
    form.querySelector("[data-outside]").setAttribute("d", `M0 0H${width}V${height}H0ZM${points.replaceAll(" ", "L")}Z`);
  };
  const write = () => marks.forEach((mark, number) => {
    [fields[number][0].value, fields[number][1].value] = [mark.x, mark.y];
  });
  /** A rectangle stays one: the neighbours of the corner that moved come along. */
  const square = (number) => {
    const { x, y } = marks[number];
    const beside = number % 2 ? [number - 1, (number + 1) % 4] : [(number + 3) % 4, number + 1];
    const across = number % 2 ? marks[beside[0]] : marks[beside[1]];
    const along = number % 2 ? marks[beside[1]] : marks[beside[0]];
    across.put(across.x, y);
    along.put(x, along.y);
  };
  const magnify = (mark) => {
    const side = Math.max(width, height) * SEEN;
    loupe.setAttribute("viewBox", `${mark.x - side / 2} ${mark.y - side / 2} ${side} ${side}`);
    loupe.querySelector("[data-hair]").setAttribute("d", `M${mark.x - side} ${mark.y}H${mark.x + side}M${mark.x} ${mark.y - side}V${mark.y + side}`);
    loupe.classList.toggle("right", mark.x < width / 2);
    const image = loupe.querySelector("image");
    if (image.dataset.whole) { // as it was uploaded, once somebody looks so closely
      image.setAttribute("href", image.dataset.whole);
      delete image.dataset.whole;
    }
  };
  const moved = (mark) => {
    if (isCrop()) square(marks.indexOf(mark));
    magnify(mark);
    show();
    write();
  };
  const held = (mark, is) => {
    loupe.toggleAttribute("hidden", !is);
    if (is) magnify(mark);
  };
  const parent = svg.querySelector("[data-handles]");
  const marks = LABELS.map((label, number) => new Mark(svg, parent, {
    label, moved, held, x: Number(fields[number][0].value) || 0, y: Number(fields[number][1].value) || 0,
  }));

  keepSizes(svg, () => marks);
  for (const each of form.querySelectorAll("[data-scripted]")) each.hidden = false;
  form.querySelector("[data-numbers]").open = false;
  fields.forEach(([x, y], number) => {
    for (const field of [x, y]) field.addEventListener("change", () => {
      marks[number].put(Number(x.value) || 0, Number(y.value) || 0);
      moved(marks[number]);
    });
  });
  for (const radio of form.elements.how) radio.addEventListener("change", () => {
    if (!isCrop()) return;
    const [xs, ys] = [marks.map((mark) => mark.x), marks.map((mark) => mark.y)];
    marks.forEach((mark, number) => mark.put(
      (number === 0 || number === 3 ? Math.min : Math.max)(...xs), (number < 2 ? Math.min : Math.max)(...ys),
    ));
    show();
    write();
  });
  const whole = form.querySelector("[data-whole-picture]");
  whole.hidden = false;
  whole.addEventListener("click", () => {
    [[0, 0], [width, 0], [width, height], [0, height]].forEach(([x, y], number) => marks[number].put(x, y));
    show();
    write();
  });
  form.addEventListener("submit", () => {
    form.setAttribute("aria-busy", "true");
    form.querySelector("[data-said]").textContent = "Straightening …";
  });
  show();
}
