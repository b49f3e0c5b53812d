/** The tray and its tools: buttons that put stickers on, move and peel the chosen one, and put back what was peeled. */
const STEP = 24; // art px a button moves by

export function watchTray({ list, panel }, { putOn, peel, putBack, act }) {
  const find = (name) => panel.querySelector(`[data-${name}]`);
  let touched = false; // who presses a key wants to see where the focus goes

  panel.addEventListener("pointerdown", () => { touched = true; });
  panel.addEventListener("keydown", () => { touched = false; });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.kind) putOn(button.dataset.kind, touched);
    else if (button.dataset.do && list.chosen) act(button.dataset.do, list.chosen, STEP);
    else if (button === find("peel-all")) peel([...list.all]);
    else if (button === find("undo")) putBack();
  });
}

/** Shows the buttons that there is a use for. */
export function showTools({ list, panel }) {
  const find = (name) => panel.querySelector(`[data-${name}]`);
  find("tools").hidden = !list.chosen;
  if (list.chosen) find("tools-title").textContent = list.titleOf(list.chosen);
  find("hint").hidden = !list.all.length;
  find("peel-all").hidden = list.all.length < 2;
  find("undo").hidden = !list.before;
  for (const button of panel.querySelectorAll("[data-kind]")) {
    if (list.isFull()) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
