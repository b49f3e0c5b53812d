/** The form's boxes: each is a fieldset, whose fields are all that is known of it. */
export const LEAST = 20; // art px of a side

export function openRows(form, model) {
  const holder = form.querySelector("[data-rows]");
  let count = Math.max(-1, ...[...holder.children].map((row) => Number(row.dataset.box.slice(1)))) + 1;

  const all = () => [...holder.children];
  const fields = (row, name) => [...row.querySelectorAll(`[name="${row.dataset.box}-${name}"]`)];
  const field = (row, name) => fields(row, name)[0];
  const valueOf = (found) => (found.type === "checkbox" ? (found.checked ? found.value : "") : found.value);
  function get(row, name) {
    const [first, ...others] = fields(row, name);
    return first.type === "radio" ? ([first, ...others].find((each) => each.checked)?.value ?? "") : valueOf(first);
  }
  function set(row, name, value) {
    for (const found of fields(row, name)) {
      if (found.type === "radio") found.checked = found.value === value;
      else if (found.type === "checkbox") found.checked = Boolean(value);
      else found.value = value;
    }
  }
  const number = (row, name) => Number(get(row, name)) || 0;
  const box = (row) => ({ x: number(row, "x"), y: number(row, "y"), w: number(row, "w"), h: number(row, "h"), turn: number(row, "turn") });
  function place(row, { x, y, w, h, turn }) {
    set(row, "x", Math.round(x));
    set(row, "y", Math.round(y));
    set(row, "w", Math.max(LEAST, Math.round(w)));
    set(row, "h", Math.max(LEAST, Math.round(h)));
    set(row, "turn", Math.round(turn * 2) / 2);
  }
  const label = (row) => get(row, "label") || "A box";

  function blank(key) {
    const row = model.content.cloneNode(true).firstElementChild;
    row.dataset.box = key;
    for (const each of row.querySelectorAll("[name],[id],[for],[value],[aria-describedby]")) {
      for (const name of ["name", "id", "for", "value", "aria-describedby"]) {
        const said = each.getAttribute(name);
        if (said?.includes("KEY")) each.setAttribute(name, said.replaceAll("KEY", key));
      }
    }
    return row;
  }

  function add(values = {}, after = null) {
    const row = blank(`b${count++}`);
    if (after) after.after(row);
    else holder.append(row);
    for (const [name, value] of Object.entries(values)) set(row, name, value);
    return row;
  }

  /** By their names after the key: what a copy is made of, and what undoing brings back. */
  function values(row) {
    const cut = row.dataset.box.length + 1, found = {};
    for (const each of row.elements) {
      if (!each.name.startsWith(`${row.dataset.box}-`) || (each.type === "radio" && !each.checked)) continue;
      found[each.name.slice(cut)] = valueOf(each);
    }
    return found;
  }

  const snapshot = () => JSON.stringify(all().map((row) => [row.dataset.box, values(row)]));
  function restore(text) {
    const there = new Map(all().map((row) => [row.dataset.box, row]));
    holder.replaceChildren(...JSON.parse(text).map(([key, kept]) => {
      const row = there.get(key) ?? blank(key);
      for (const [name, value] of Object.entries(kept)) set(row, name, value);
      return row;
    }));
  }

  /** A label that no other box has. */
  function fresh(wanted) {
    const taken = new Set(all().map(label));
    for (let turn = 1; ; turn++) {
      const found = turn === 1 ? wanted : `${wanted.slice(0, 36)} ${turn}`;
      if (!taken.has(found)) return found;
    }
  }

  return { all, field, get, set, box, place, label, add, values, snapshot, restore, fresh };
}
