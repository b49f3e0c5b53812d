/** Stickers by mouse and by finger: one pointer moves, sizes or turns, two do all of it at once. */
import { say } from "../notice.js";
import { whereabouts } from "./figures.js";
import { WIDTH, angleOf } from "./geometry.js";

const LEAST = 8; // px; nearer than that, a distance says nothing of how much larger

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
const between = ([a, b]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const growth = (to, from) => to / Math.max(LEAST, from);

/** What becomes of a sticker that lay as `was`, by where its pointers were and are; `px` is art px to one of the screen. */
const DRAGS = {
  size: ({ was, from, middle }, to) => ({ width: was.width * growth(distance(to[0], middle), distance(from[0], middle)) }),
  turn: ({ was, from, middle }, to) => ({ turn: was.turn + angleOf(middle, to[0]) - angleOf(middle, from[0]) }),
  move: ({ was, from, px }, to) => ({ x: was.x + (to[0].x - from[0].x) * px, y: was.y + (to[0].y - from[0].y) * px }),
  pinch: ({ was, from, px }, to) => ({
    x: was.x + (between(to).x - between(from).x) * px,
    y: was.y + (between(to).y - between(from).y) * px,
    width: was.width * growth(distance(...to), distance(...from)),
    turn: was.turn + angleOf(...to) - angleOf(...from),
  }),
};

export function watchPointers({ canvas, list, figures, handles, choose, changed }) {
  const down = new Map(); // pointers that hold the chosen sticker, by their number
  let began = null;       // how it lay when the number of pointers last changed

  function begin(handle) {
    const { width } = canvas.getBoundingClientRect();
    const from = [...down.values()].map((point) => ({ ...point }));
    began = { each: list.chosen, was: { ...list.chosen }, from, px: WIDTH / width, handle };
  }

  function drag() {
    const { each, was, from, px, handle } = began;
    const frame = canvas.getBoundingClientRect();
    const middle = { x: frame.left + was.x / px, y: frame.top + was.y / px };
    const to = [...down.values()];
    const how = handle || (to.length > 1 && from.length > 1 ? "pinch" : "move");
    list.change(each, DRAGS[how]({ ...began, middle }, to));
    changed();
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const each = figures.stickerOf(event.target);
    const handle = handles.nameOf(event.target);
    if (!each && !handle && !down.size) return choose(null);
    event.preventDefault();
    if (!down.size && each) {
      choose(each);
      figures.focus(each, { preventScroll: true });
    }
    if (down.size > 1) return;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    canvas.setPointerCapture(event.pointerId);
    begin(handle);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!down.has(event.pointerId)) return;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (list.chosen) drag();
  });
  const release = (event) => {
    if (!down.delete(event.pointerId)) return;
    const { each, was } = began;
    if (down.size) return begin();
    if (["x", "y", "width", "turn"].some((name) => each[name] !== was[name])) say(whereabouts(each), false);
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
}
