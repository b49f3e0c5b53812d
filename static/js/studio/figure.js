/** A box as it is drawn over the picture. */
const NS = "http://www.w3.org/2000/svg";
const CORNERS = [[-1, -1], [0, -1], [1, -1], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0]];

export function svg(tag, attributes = {}, ...inside) {
  const made = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/** `unit` is how many art px a px of the screen has. */
export function figure(row, rows, unit, chosen) {
  const { x, y, w, h, turn } = rows.box(row), label = rows.label(row);
  const group = svg("g", {
    class: chosen ? "bx bx-on" : "bx", tabindex: 0, role: "button", "aria-pressed": chosen, "data-key": row.dataset.box,
    "aria-label": `${label}: ${x} from the left, ${y} from the top, ${w} wide, ${h} high`,
    transform: `rotate(${-turn} ${x + w / 2} ${y + h / 2})`,
  });
  const tag = y > 24 * unit ? y - 22 * unit : y; // over the box, or in it where there is no room
  const text = svg("text", { x: x + 6 * unit, y: tag + 16 * unit, "font-size": 14 * unit });
  text.textContent = label;
  group.append(
    svg("rect", { class: "area", x, y, width: w, height: h }),
    svg("rect", { class: "tag", x, y: tag, width: Math.min(Math.max(w, 40 * unit), (label.length * 7.5 + 12) * unit), height: 22 * unit }),
    text,
  );
  if (chosen) group.append(...grips(x, y, w, h, unit));
  return group;
}

function grips(x, y, w, h, unit) {
  const found = CORNERS.map(([across, down]) => {
    const cx = x + (w * (across + 1)) / 2, cy = y + (h * (down + 1)) / 2;
    return svg("g", { class: "bx-grip", "data-grip": `${across},${down}` },
      svg("circle", { class: "touch", cx, cy, r: 20 * unit }),
      svg("rect", { class: "seen", x: cx - 6 * unit, y: cy - 6 * unit, width: 12 * unit, height: 12 * unit }));
  });
  // Over the box, or below its top where there is no room.
  const top = y > 50 * unit ? y - 40 * unit : y + 40 * unit, cx = x + w / 2;
  return [...found, svg("g", { class: "bx-grip", "data-grip": "turn" },
    svg("path", { class: "stalk", d: `M${cx} ${y}V${top}` }),
    svg("circle", { class: "touch", cx, cy: top, r: 20 * unit }),
    svg("circle", { class: "seen", cx, cy: top, r: 8 * unit }))];
}
