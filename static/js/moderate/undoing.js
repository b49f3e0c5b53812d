/** What has just been decided: it is said, on the next page too, and can be taken back. */
import { say } from "../notice.js";

const UNDO_FOR = 10000; // ms
let forgetUndo = 0, done = null;

const place = () => document.querySelector("[data-undo]");

export const isUndoOffered = () => !place().hidden;

export function takeBack() {
  if (isUndoOffered()) place().requestSubmit();
}

export function tellDone(answer) {
  done = answer;
  say(answer.message);
  offerUndo(answer);
}

/** The page as it is now, which says what was done and lets it be undone as this one would have. */
export function goOn() {
  history.replaceState({ done }, "");
  location.reload();
}

export function sayAgain() {
  const told = history.state?.done;
  history.replaceState(null, "");
  if (!told) return;
  say(told.message);
  offerUndo(told);
}

/** For ten seconds what was decided can be taken back on the spot; later from the log. `by` is what it is named by: a
 * decision about one, or about many, with what is still to come. */
function offerUndo({ undo: by }) {
  const undo = place(), [named] = Object.entries(by);
  clearTimeout(forgetUndo);
  undo.querySelectorAll("[name=line], [name=batch]").forEach((field) => field.remove());
  undo.hidden = !named;
  if (!named) return;
  const [name, value] = named;
  undo.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  forgetUndo = setTimeout(() => { undo.hidden = true; }, UNDO_FOR);
}
