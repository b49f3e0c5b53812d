/**
 * Stickers over the preview: put on, moved, sized and turned by pointer, touch and keyboard.
 *
 * The form's field `stickers` holds them. While one is being handled its own picture lies over a poster without any;
 * once the server's picture shows them all where they are, that is what is seen, and these are only there to be held.
 */
import { say } from "../notice.js";
import { actionsOn } from "./actions.js";
import { barePoster } from "./bare.js";
import { watchPointers } from "./drag.js";
import { figuresOn } from "./figures.js";
import { handlesOn } from "./handles.js";
import { watchKeys } from "./keys.js";
import { stickerList } from "./list.js";
import { showTools, watchTray } from "./tray.js";
import { wordsOf } from "./words.js";

const UNHURRIED = 350; // ms after the last change, until it is said

export function openStickers(form) {
  const panel = form.querySelector("[data-graffiti]");
  const field = form.elements.stickers;
  const easel = form.querySelector("[data-easel]");
  const canvas = form.querySelector("[data-canvas]");
  const find = (name) => panel.querySelector(`[data-${name}]`);
  const kinds = JSON.parse(find("kinds").textContent);
  const list = stickerList(kinds, Number(panel.dataset.most), panel.dataset.focusAt.split(" ").map(Number));
  let shown = ""; // the field as the server's picture shows it
  let saying;

  // In the order in which they lie upon each other.
  const bare = barePoster(canvas, form, lay);
  const figures = figuresOn(canvas, list);
  const handles = handlesOn(canvas, list);
  const parts = { panel, easel, canvas, list, figures, handles, choose, changed };
  const words = parts.words = wordsOf(parts);

  /** Puts everything where it belongs, and the poster beneath without stickers while its picture is stale. */
  function lay() {
    const fresh = list.written() === shown;
    canvas.classList.toggle("loose", !fresh);
    bare.lay(!fresh && shown);
    figures.lay();
    handles.lay();
    showTools(parts);
  }

  function choose(each) {
    list.chosen = each;
    figures.lay();
    handles.lay();
    showTools(parts);
    words.show();
  }

  /** Something has changed: say so to the form, which draws and keeps it, and to who cannot see it. */
  function changed(sentence) {
    field.value = list.written();
    lay();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(saying);
    if (sentence) saying = setTimeout(() => say(sentence, false), UNHURRIED);
  }

  function read(text) {
    list.read(text);
    choose(null);
    lay();
  }

  const actions = actionsOn(parts);
  watchTray(parts, actions);
  watchKeys(parts, actions);
  watchPointers(parts);
  form.addEventListener("drawn", (event) => {
    shown = event.detail.get("stickers") || "";
    lay();
  });
  form.addEventListener("stuck", (event) => {
    find("sticker-error").textContent = event.detail;
  });
  form.addEventListener("filled", () => read(field.value));

  const plain = find("plain-stickers");
  plain.hidden = true;
  plain.querySelector("fieldset").disabled = true;
  find("tray").hidden = false;
  read(field.dataset.given);
  if (easel.dataset.state === "drawn") shown = list.written(); // drawn by the server
  read(field.value);
}
