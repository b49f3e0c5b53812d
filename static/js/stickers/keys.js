/** Stickers by keyboard: the focus chooses one, arrows move it, others size and turn it and peel it off. */
const STEP = 12; // art px an arrow moves by
const STRIDE = 96; // with Shift
const KEYS = {
  ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", "+": "larger", "=": "larger",
  "-": "smaller", "_": "smaller", "[": "anticlockwise", "]": "clockwise", "{": "anticlockwise", "}": "clockwise",
  Delete: "peel", Backspace: "peel",
};

/** Brackets need AltGr or Option on many keyboards; all else with a modifier is the browser's. */
function isOurs(event) {
  const graphic = event.getModifierState("AltGraph") || (event.altKey && !event.ctrlKey && event.key.length === 1);
  return !event.metaKey && (graphic || !(event.ctrlKey || event.altKey));
}

export function watchKeys({ list, figures, choose, words }, { act }) {
  figures.layer.addEventListener("keydown", (event) => {
    const each = figures.stickerOf(event.target);
    if (!each || !isOurs(event)) return;
    if (event.key === "Escape") return choose(null);
    if (event.key === "Enter" && list.kindOf(each).words) {
      event.preventDefault();
      return words.focus();
    }
    const name = KEYS[event.key];
    if (!name) return;
    event.preventDefault();
    if (list.chosen !== each) choose(each);
    act(name, each, event.shiftKey ? STRIDE : STEP);
  });
  figures.layer.addEventListener("focusin", (event) => {
    const each = figures.stickerOf(event.target);
    if (each && each !== list.chosen) choose(each);
  });
}
