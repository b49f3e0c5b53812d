/** Boxes over the picture: drawn, chosen, moved, sized and turned by finger and mouse. */
import { figure, svg } from "./figure.js";
import { onArt, resized, turned } from "./geometry.js";

const SHORT = 24; // art px: less is a slip of the hand and no box
const SLACK = 3; // px of the screen by which a finger trembles

export function openOverlay(layer, rows, { choose, changed, done, drew, picked }) {
  const width = layer.viewBox.baseVal.width, height = layer.viewBox.baseVal.height;
  let chosen = null, mode = "", held = null;
  const sketch = svg("rect", { class: "sketch" });
  const aim = svg("g", { class: "aim", hidden: "" }, svg("path", { d: "M-60 0H-14M14 0H60M0-60V-14M0 14V60" }), svg("circle", { r: 14 }));

  const unit = () => width / (layer.clientWidth || width);
  function at(event) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(layer.getScreenCTM().inverse());
    return { x, y };
  }

  function draw() {
    const focused = layer.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const figures = rows.all().map((row) => figure(row, rows, unit(), row === chosen));
    const on = figures.find((each) => each.classList.contains("bx-on")); // lies over the others
    layer.replaceChildren(...figures.filter((each) => each !== on), ...(on ? [on] : []), sketch, aim);
    if (focused) layer.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
  }

  const rowOf = (target) => rows.all().find((row) => row.dataset.box === target.closest?.("[data-key]")?.dataset.key);
  const focus = (row) => layer.querySelector(`[data-key="${row.dataset.box}"]`)?.focus({ preventScroll: true });

  layer.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const start = at(event);
    if (mode === "pick") {
      event.preventDefault();
      return picked(start);
    }
    const kind = event.target.closest("[data-grip]")?.dataset.grip ?? "move";
    const row = mode === "draw" ? null : rowOf(event.target);
    if (row) {
      event.preventDefault();
      if (row !== chosen) choose(row);
      focus(row);
      held = { kind, row, start, box: rows.box(row), moved: false };
    } else if (mode === "draw" || event.pointerType === "mouse") {
      event.preventDefault();
      held = { kind: "sketch", start };
    } else {
      return choose(null);
    }
    layer.setPointerCapture(event.pointerId);
  });

  function stretch(now) {
    const x = Math.min(now.x, held.start.x), y = Math.min(now.y, held.start.y);
    held.area = { x, y, w: Math.abs(now.x - held.start.x), h: Math.abs(now.y - held.start.y) };
    for (const [name, value] of Object.entries({ x, y, width: held.area.w, height: held.area.h })) sketch.setAttribute(name, value);
  }

  layer.addEventListener("pointermove", (event) => {
    if (!held) return;
    const now = at(event), dx = now.x - held.start.x, dy = now.y - held.start.y;
    if (held.kind === "sketch") return stretch(now);
    if (!held.moved && Math.hypot(dx, dy) < SLACK * unit()) return;
    held.moved = true;
    const [across, down] = held.kind.split(",").map(Number);
    const box = held.kind === "move" ? { ...held.box, x: held.box.x + dx, y: held.box.y + dy }
      : held.kind === "turn" ? turned(held.box, now) : resized(held.box, { across, down }, { dx, dy });
    rows.place(held.row, onArt(box, width, height));
    draw();
    changed();
  });

  function drop(event) {
    const was = held;
    held = null;
    for (const name of ["width", "height"]) sketch.setAttribute(name, 0);
    if (event.type === "pointercancel" || !was) return;
    if (was.moved) done(was.row);
    if (was.kind !== "sketch") return;
    if (was.area && was.area.w > SHORT && was.area.h > SHORT) drew(onArt({ ...was.area, turn: 0 }, width, height));
    else choose(null);
  }
  layer.addEventListener("pointerup", drop);
  layer.addEventListener("pointercancel", drop);
  layer.addEventListener("focusin", (event) => {
    const row = rowOf(event.target);
    if (row && row !== chosen) choose(row);
  });
  new ResizeObserver(draw).observe(layer);

  return {
    draw, width, height, rowOf, focus,
    show(row) {
      chosen = row;
      draw();
    },
    /** "draw", "pick" or nothing. */
    set mode(value) {
      mode = value;
      layer.dataset.mode = value;
      aim.toggleAttribute("hidden", value !== "pick");
    },
    get mode() {
      return mode;
    },
    aim: (point) => aim.setAttribute("transform", `translate(${point.x} ${point.y})`),
  };
}
