/** Boxes by keyboard: arrows move, with Shift they size, brackets turn. */
import { onArt } from "./geometry.js";

const STEP = 12, FINE = 1; // art px
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TURNS = { "[": 1, "]": -1, "{": 10, "}": -10 };
const ACTS = { Delete: "delete", Backspace: "delete", d: "duplicate", D: "duplicate", Enter: "name", Escape: "leave" };
const AT_REST = 500; // ms

function moved(box, event) {
  const arrow = ARROWS[event.key], step = event.altKey ? FINE : STEP;
  if (arrow && event.shiftKey) return { ...box, w: box.w + arrow[0] * step, h: box.h + arrow[1] * step };
  if (arrow) return { ...box, x: box.x + arrow[0] * step, y: box.y + arrow[1] * step };
  const turn = TURNS[event.key];
  return turn ? { ...box, turn: Math.max(-90, Math.min(90, box.turn + turn)) } : null;
}

export function watchKeys(layer, overlay, rows, { act, done, changed }) {
  let settled;
  layer.addEventListener("keydown", (event) => {
    const row = overlay.rowOf(event.target);
    if (!row || overlay.mode === "pick" || event.ctrlKey || event.metaKey) return;
    const box = moved(rows.box(row), event);
    if (!box && !ACTS[event.key]) return;
    event.preventDefault();
    if (!box) return act(ACTS[event.key], row);
    rows.place(row, onArt(box, overlay.width, overlay.height));
    overlay.draw();
    changed();
    // Said, and kept to be undone, once the hand rests.
    clearTimeout(settled);
    settled = setTimeout(() => done(row), AT_REST);
  });
}
