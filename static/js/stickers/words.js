/** What a speech bubble says: a field with its count, there while a sticker that speaks is chosen. */
import { graphemes } from "../editor.js";

const PAUSE = 150; // ms after the last letter

export function wordsOf({ list, figures, panel, changed }) {
  const field = panel.querySelector("[data-words]");
  const room = panel.querySelector("[data-saying]");
  const counter = document.getElementById("sticker-words-count");
  const timers = new WeakMap(); // each its own: who goes on to the next bubble leaves none behind

  function count() {
    const left = list.kindOf(list.chosen).words.limit - graphemes(field.value);
    counter.textContent = left < 0 ? `${-left} too many` : `${left} left`;
    counter.classList.toggle("over", left < 0);
  }

  field.addEventListener("input", (event) => {
    event.stopPropagation(); // the form's own field says it, once it is written
    const { chosen } = list;
    if (!chosen) return;
    chosen.text = field.value;
    count();
    clearTimeout(timers.get(chosen));
    timers.set(chosen, setTimeout(figures.portray, PAUSE, chosen));
    changed();
  });

  return {
    focus: () => field.focus(),
    show() {
      const { chosen } = list;
      const speaks = chosen && list.kindOf(chosen).words;
      room.hidden = !speaks;
      if (!speaks) return;
      if (field.value !== chosen.text) field.value = chosen.text;
      count();
    },
  };
}
