/** The queue by keyboard. */
import { tick } from "./cases.js";
import { offers } from "./deciding.js";
import { tickGroup } from "./groups.js";
import { chooseByDigit } from "./reasons.js";
import { isUndoOffered, takeBack } from "./undoing.js";

export function openKeys(cases, bulk, dialog, decide) {
  const help = document.querySelector("[data-help-dialog]");

  function byKey(action) {
    const picked = cases.ticked();
    if (picked.length && bulk && offers(bulk, action)) return decide(bulk, action, picked);
    const form = cases.current()?.querySelector(".verdict:not([hidden])");
    if (form && offers(form, action)) decide(form, action, [cases.current()]);
  }

  const group = (name) => tickGroup(cases.current()?.querySelector(`[data-offers=${name}]`));

  function tickCurrent() {
    const item = cases.current();
    if (!item || !bulk || tick(item).disabled) return;
    tick(item).checked = !tick(item).checked;
    cases.recount();
  }

  /** Cards are turned by the plain form: the case stays, and stands elsewhere when the page comes back. */
  function turn(action) {
    const button = cases.current()?.querySelector(`.verdict:not([hidden]) [value=${action}]`);
    if (button) button.click();
  }

  const keys = {
    j: () => cases.step(1),
    k: () => cases.step(-1),
    h: () => byKey("hide"),
    a: () => byKey("approve"),
    r: () => byKey("restore"),
    u: () => { if (isUndoOffered()) takeBack(); else byKey("uphold"); },
    c: () => turn("cover"),
    l: () => turn("lift"),
    i: () => byKey("ignore"),
    z: takeBack,
    n: () => group("slips"),
    m: () => group("maker"),
    d: () => group("descended"),
    o: () => cases.current()?.querySelector("[data-open]").click(),
    t: cases.tickAll,
    x: tickCurrent,
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (dialog.open) return chooseByDigit(dialog, event);
    if (help.open || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  const button = bulk?.querySelector("[data-help]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", keys["?"]);
}
