/** The stickers on one poster: what lies where, which of them is chosen, and what the last peeling took. */
import { HEIGHT, WIDTH, held } from "./geometry.js";

const NEAR = 40; // art px, within which a new one would hide another
const ASIDE = [90, 60];

export function stickerList(kinds, most, focus) {
  const bySlug = new Map(kinds.map((kind) => [kind.slug, kind]));

  /** Of a value that may lack anything but its kind. */
  function sticker(value) {
    const kind = bySlug.get(value.kind);
    const at = { x: focus[0], y: focus[1], width: kind.width, turn: 0 };
    for (const name of Object.keys(at)) if (Number.isFinite(value[name])) at[name] = value[name];
    return { kind: kind.slug, ...at, text: typeof value.text === "string" ? value.text : "" };
  }

  const list = {
    all: [],      // from the lowest to the one on top
    chosen: null,
    before: null, // all, as they were before the last peeling

    kindOf: (each) => bySlug.get(each.kind),
    titleOf: (each) => list.kindOf(each).title,
    isFull: () => list.all.length >= most,

    /** As the form's field has them. */
    written: () => (list.all.length ? JSON.stringify(list.all.map(({ kind, x, y, width, turn, text }) => (
      { kind, x, y, width, turn, ...(text ? { text } : {}) }))) : ""),

    read(text) {
      let values = [];
      try {
        values = JSON.parse(text || "[]");
      } catch { /* what cannot be read is not there */ }
      list.all = (Array.isArray(values) ? values : []).filter((each) => bySlug.has(each?.kind)).slice(0, most).map(sticker);
      list.before = null;
    },

    add(slug) {
      const kind = bySlug.get(slug);
      let [x, y] = focus;
      while (list.all.some((each) => Math.hypot(each.x - x, each.y - y) < NEAR)) { x += ASIDE[0]; y += ASIDE[1]; }
      const each = sticker({ kind: slug, x: x % WIDTH, y: y % HEIGHT, text: kind.words?.default });
      list.all.push(each);
      list.before = null;
      return each;
    },

    /** Moves, sizes or turns one, within what the server takes. */
    change: (each, how) => Object.assign(each, held({ ...each, ...how }, list.kindOf(each))),

    bringToFront(each) {
      list.all = [...list.all.filter((other) => other !== each), each];
    },

    /** Takes some off; returns the one that lay next to them, if any is left. */
    remove(gone) {
      list.before = [...list.all];
      const at = list.all.indexOf(gone[0]);
      const next = list.all[at + 1] || list.all[at - 1];
      list.all = list.all.filter((each) => !gone.includes(each));
      return list.all.includes(next) ? next : null;
    },

    /** Undoes the last peeling; returns what came back. */
    putBack() {
      const back = list.before.filter((each) => !list.all.includes(each));
      list.all = list.before;
      list.before = null;
      return back;
    },
  };
  return list;
}
