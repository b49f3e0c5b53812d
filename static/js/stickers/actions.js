/** What can be done with stickers, by key or by button; whatever is done is said. */
import { say } from "../notice.js";
import { whereabouts } from "./figures.js";

const GROW = 1.08;
const TURN = 5; // degrees
const CHANGES = {
  left: (each, step) => ({ x: each.x - step }),
  right: (each, step) => ({ x: each.x + step }),
  up: (each, step) => ({ y: each.y - step }),
  down: (each, step) => ({ y: each.y + step }),
  larger: (each) => ({ width: Math.max(each.width + 1, each.width * GROW) }),
  smaller: (each) => ({ width: each.width / GROW }),
  anticlockwise: (each) => ({ turn: each.turn + TURN }),
  clockwise: (each) => ({ turn: each.turn - TURN }),
};

export function actionsOn({ list, figures, panel, easel, choose, changed }) {
  const find = (name) => panel.querySelector(`[data-${name}]`);

  function putOn(slug, quietly) {
    if (list.isFull()) return say("Six stickers are all that one poster bears. Peel one off first.");
    const each = list.add(slug);
    choose(each);
    const seen = easel.dataset.format === "48-sheet"; // in other formats there is nothing to hold
    changed(`${list.titleOf(each)} put on. ${seen
      ? "Arrows move it, plus and minus size it, square brackets turn it, Delete peels it off."
      : "The buttons above the tray move it, size it, turn it and peel it off."}`);
    if (seen) figures.focus(each, { preventScroll: quietly });
    else find("tools").querySelector("button").focus({ preventScroll: quietly });
  }

  function peel(gone) {
    const next = list.remove(gone);
    find("undo").textContent = gone.length > 1 ? "Put them back" : `Put the ${list.titleOf(gone[0]).toLowerCase()} back`;
    choose(next);
    changed(gone.length > 1 ? "All stickers peeled off." : `${list.titleOf(gone[0])} peeled off.`);
    if (next) figures.focus(next, { preventScroll: true });
    else find("undo").focus({ preventScroll: true });
  }

  function putBack() {
    const back = list.putBack();
    choose(back[0]);
    changed(back.length > 1 ? "All put back." : `${list.titleOf(back[0])} put back.`);
    figures.focus(back[0], { preventScroll: true });
  }

  /** `name` is what a key or a button says: one of CHANGES, front or peel. */
  function act(name, each, step) {
    if (name === "peel") return peel([each]);
    if (name === "front") {
      list.bringToFront(each);
      return changed(`${list.titleOf(each)} brought to the front.`);
    }
    list.change(each, CHANGES[name](each, step));
    changed(whereabouts(each));
  }

  return { putOn, peel, putBack, act };
}
