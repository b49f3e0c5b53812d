/** The boxes editor: the form is what is kept, and the picture over it is how it is filled in by hand. */
import { openCards } from "./cards.js";
import { openHistory } from "./history.js";
import { watchInks } from "./inks.js";
import { watchKeys } from "./keys.js";
import { openOverlay } from "./overlay.js";
import { openPictures } from "./pictures.js";
import { openRows } from "./rows.js";

const LINE = 1.15; // of type's size, the height of a line
const LARGE = 72, MEDIUM = 44, SMALL = 30; // art px of the smallest type in boxes of so much height
const TYPING = "input:not([type=checkbox],[type=radio],[type=color]), textarea, dialog";

export function openBoxes(form) {
  const rows = openRows(form, document.querySelector("[data-model]"));
  const layer = form.querySelector("[data-overlay]"), tabs = form.querySelector("[data-tabs]");
  const said = form.querySelector("[data-said]"), status = form.querySelector("[data-status]");
  const tool = (name) => form.querySelector(`[data-tool="${name}"]`);
  const most = Number(form.dataset.most);
  let chosen = null, saved = rows.snapshot(), take = () => {};

  const say = (text) => { said.textContent = text; };
  function describe(row) {
    const { x, y, w, h, turn } = rows.box(row);
    say(`${rows.label(row)}: ${x} from the left, ${y} from the top, ${w} wide, ${h} high${turn ? `, turned by ${turn}°` : ""}.`);
  }
  const redraw = openPictures(form, (state, sentence) => {
    form.querySelector("[data-easel]").dataset.state = state;
    if (sentence && status.textContent !== sentence) status.textContent = sentence;
  });

  function tabOf(row) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: rows.label(row), dir: "auto" });
    button.dataset.tab = row.dataset.box;
    button.setAttribute("aria-pressed", row === chosen);
    return button;
  }

  function list() {
    const all = rows.all();
    tabs.replaceChildren(...all.map(tabOf));
    tabs.hidden = !all.length;
    form.querySelector("[data-none]")?.toggleAttribute("hidden", all.length > 0);
    for (const row of all) {
      row.hidden = row !== chosen;
      row.querySelector("[data-title]").textContent = rows.label(row);
      row.querySelectorAll("[data-pick],[data-swatches],[data-cards]").forEach((each) => { each.hidden = false; });
    }
    tool("draw").disabled = all.length >= most;
  }

  function choose(row) {
    chosen = row && rows.all().includes(row) ? row : null;
    overlay.show(chosen);
    list();
  }

  const history = openHistory(rows, (back, forth) => {
    tool("undo").disabled = !back;
    tool("redo").disabled = !forth;
  });

  /** Something has been changed for good. */
  function done(row) {
    history.note();
    overlay.draw();
    list();
    redraw();
    if (row) describe(row);
  }

  function roomFor(more) {
    if (rows.all().length < most) return more();
    return say(`A template has ${most} boxes at most.`);
  }
  const add = (values) => roomFor(() => {
    const first = !rows.all().length;
    const row = rows.add({ ...values, label: rows.fresh(first ? "Headline" : "Small print"), required: first ? "1" : "" });
    choose(row);
    done(row);
    overlay.focus(row);
  });

  function drew({ x, y, w, h }) {
    const least = !rows.all().length && h >= 2 * LARGE ? LARGE : h >= 2 * MEDIUM ? MEDIUM : SMALL;
    const [round, lines] = [Math.round, Math.max(1, Math.min(4, Math.floor(h / (least * LINE))))];
    setMode("");
    add({ x: round(x), y: round(y), w: round(w), h: round(h), turn: 0, least, most: Math.max(least, Math.min(1200, round(h / LINE))), lines });
  }

  function setMode(mode) {
    overlay.mode = mode;
    tool("draw").setAttribute("aria-pressed", mode === "draw");
  }

  const acts = {
    delete(row) {
      const next = row.nextElementSibling ?? row.previousElementSibling, name = rows.label(row);
      row.remove();
      choose(next);
      done(null);
      if (next) overlay.focus(next);
      say(`${name} is deleted. Undo brings it back.`);
    },
    duplicate: (row) => roomFor(() => {
      const { name: _, ...kept } = rows.values(row), { x, y } = rows.box(row);
      const copy = rows.add({ ...kept, label: rows.fresh(rows.label(row)), x: x + 40, y: y + 40 }, row);
      choose(copy);
      done(copy);
      overlay.focus(copy);
    }),
    up(row) {
      const before = row.previousElementSibling;
      if (!before) return say(`${rows.label(row)} is asked for first.`);
      before.before(row);
      done(null);
      return say(`${rows.label(row)} is asked for before ${rows.label(before)}.`);
    },
    name: (row) => rows.field(row, "label").focus(),
    leave: () => choose(null),
  };

  const overlay = openOverlay(layer, rows, { choose, done, drew, changed: redraw, picked: (point) => take(point) });
  take = watchInks(form, layer, overlay, rows, { chosen: () => chosen, done, say });
  watchKeys(layer, overlay, rows, { done, changed: redraw, act: (name, row) => acts[name](row) });
  openCards(form, rows, { chosen: () => chosen, done, say });

  function travel(way) {
    const key = chosen?.dataset.box;
    if (!way()) return;
    choose(rows.all().find((row) => row.dataset.box === key) ?? rows.all()[0] ?? null);
    redraw();
    say(way === history.undo ? "Undone." : "Done again.");
  }

  function draws(event) {
    if (event.detail === 0) return add({}); // who presses it by keys cannot draw
    setMode(overlay.mode === "draw" ? "" : "draw");
    return say("Draw the box on the picture.");
  }

  form.addEventListener("click", (event) => {
    const found = (name) => event.target.closest(`[data-${name}]`);
    const act = found("act"), tab = found("tab"), pressed = found("tool")?.dataset.tool;
    if (act || found("add")) event.preventDefault();
    if (act) acts[act.dataset.act](act.closest("[data-box]"));
    else if (found("add")) add({});
    else if (tab) choose(rows.all().find((row) => row.dataset.box === tab.dataset.tab));
    else if (pressed === "draw") draws(event);
    else if (pressed) travel(history[pressed]);
  });
  form.addEventListener("input", (event) => {
    if (!event.target.closest("[data-box]")) return;
    overlay.draw();
    redraw();
  });
  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-box]")) done(null);
  });
  addEventListener("keydown", (event) => {
    if (event.target.closest?.(TYPING) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const way = key === "z" ? (event.shiftKey ? history.redo : history.undo) : key === "y" ? history.redo : null;
    if (!way) return;
    event.preventDefault();
    travel(way);
  });
  form.addEventListener("submit", () => { saved = rows.snapshot(); });
  addEventListener("beforeunload", (event) => {
    if (rows.snapshot() !== saved) event.preventDefault();
  });

  layer.removeAttribute("hidden");
  form.querySelector("[data-tools]").hidden = false;
  form.classList.add("enhanced");
  choose(rows.all().find((row) => row.querySelector("[aria-invalid]")) ?? rows.all()[0] ?? null);
}
