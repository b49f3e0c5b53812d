/** Areas that are painted out of a board: drawn as boxes or with a brush, sent at once, and undone one by one. */
import { sentenceOf } from "../notice.js";
import { Mark, draw, keepSizes, placeOf } from "./marks.js";

const LEAST = 6; // px of the board's side that a box must have
const NEAR = 0.25; // of a brush's radius: points nearer than that say nothing new
const LOST = "That did not get through. Try it again in a moment.";

export function openPainting(form) {
  const plate = form.querySelector("[data-plate]");
  const svg = plate.querySelector("svg");
  const drawn = svg.querySelector("[data-drawn]");
  const art = svg.querySelector("[data-art]");
  const said = form.querySelector("[data-said]");
  const apply = form.querySelector("[data-apply]");
  const { width, height } = svg.viewBox.baseVal;
  let fillings = JSON.parse(form.dataset.fillings);
  let box = null; // the marks of a box that is set by keys
  let patch = null; // the mark where a texture is taken from
  let busy = false;

  const tool = () => form.elements.tool.value;
  const fill = () => form.elements.fill.value;
  const round = (point) => [Math.round(point.x), Math.round(point.y)];
  const within = ({ x, y }) => ({ x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) });
  const say = () => {
    said.textContent = fillings.length ? `${fillings.length} ${fillings.length === 1 ? "area" : "areas"} painted out.` : "Nothing is painted out.";
    for (const name of ["take-back", "take-all-back"]) form.querySelector(`[data-${name}]`).disabled = !fillings.length;
  };

  /** Have the server paint out all of them; what it refuses is as if it had not been drawn. */
  const send = async (wanted) => {
    if (busy) return;
    busy = true;
    plate.querySelector("[data-busy]").hidden = false;
    form.setAttribute("aria-busy", "true");
    const body = new FormData(form);
    body.set("do", "all");
    body.set("fillings", JSON.stringify(wanted));
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.ok) {
        const { edition, picture } = await answer.json();
        form.elements.edition.value = edition;
        fillings = wanted;
        await shown(picture);
        say();
      } else said.textContent = await sentenceOf(answer);
    } catch {
      said.textContent = LOST;
    }
    drawn.replaceChildren();
    plate.querySelector("[data-busy]").hidden = true;
    form.removeAttribute("aria-busy");
    busy = false;
  };
  /** The new picture takes the old one's place when it has come. */
  const shown = async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode().catch(() => {});
    art.setAttribute("href", address);
  };
  const area = (kind, points, radius = 0) => ({
    kind, points: points.map(round), radius, how: fill(), patch: fill() === "texture" && patch ? [patch.x, patch.y] : null,
  });
  const paintBox = (from, to) => {
    if (Math.abs(from.x - to.x) < LEAST || Math.abs(from.y - to.y) < LEAST) { drawn.replaceChildren(); return; }
    send([...fillings, area("box", [from, to])]);
  };

  const outline = (from, to) => {
    drawn.replaceChildren();
    draw("rect", {
      class: "area", x: Math.min(from.x, to.x), y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y),
    }, drawn);
  };
  const stroke = (points, radius) => {
    drawn.replaceChildren();
    draw("polyline", { class: "stroke", points: points.map(round).join(" "), "stroke-width": radius * 2 }, drawn);
  };

  svg.addEventListener("pointerdown", (event) => {
    if (busy || event.button || event.target.closest(".pin")) return;
    event.preventDefault();
    putAway();
    const radius = Number(form.querySelector("#radius").value);
    const points = [within(placeOf(svg, event))];
    const brush = tool() === "brush";
    svg.setPointerCapture(event.pointerId);
    const move = (moving) => {
      for (const each of moving.getCoalescedEvents?.() ?? [moving]) {
        const at = within(placeOf(svg, each));
        const last = points.at(-1);
        if (Math.hypot(at.x - last.x, at.y - last.y) > (brush ? radius * NEAR : 0)) points.push(at);
      }
      if (brush) stroke(points, radius); else outline(points[0], points.at(-1));
    };
    const end = (ending) => {
      svg.removeEventListener("pointermove", move);
      svg.removeEventListener("pointercancel", end);
      if (ending.type === "pointercancel") { drawn.replaceChildren(); return; }
      if (brush) send([...fillings, area("brush", points.slice(0, 2000), radius)]);
      else paintBox(points[0], points.at(-1));
    };
    svg.addEventListener("pointermove", move);
    svg.addEventListener("pointerup", end, { once: true });
    svg.addEventListener("pointercancel", end, { once: true });
    if (brush) stroke(points, radius);
  });

  const handles = svg.querySelector("[data-handles]");
  const putAway = () => {
    for (const mark of box ?? []) mark.element.remove();
    box = null;
    apply.hidden = true;
    drawn.replaceChildren();
  };
  const paintByKeys = () => {
    if (!box || busy) return;
    const [from, to] = box;
    putAway();
    form.querySelector("[data-by-keys]").focus();
    paintBox(from, to);
  };
  form.querySelector("[data-by-keys]").addEventListener("click", () => {
    putAway();
    const corner = (label, x, y) => new Mark(svg, handles, { label, x, y, moved: () => outline(box[0], box[1]) });
    box = [corner("Upper left corner of the box", width * 0.3, height * 0.4), corner("Lower right corner of the box", width * 0.7, height * 0.6)];
    for (const mark of box) mark.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); paintByKeys(); }
      if (event.key === "Escape") { putAway(); form.querySelector("[data-by-keys]").focus(); }
    });
    outline(box[0], box[1]);
    apply.hidden = false;
    box[0].element.focus();
  });
  apply.addEventListener("click", paintByKeys);

  const choose = () => {
    form.querySelector("[data-brush]").hidden = tool() !== "brush";
    if (fill() === "texture" && !patch) {
      patch = new Mark(svg, handles, { label: "Where the texture is taken from", x: width / 2, y: height * 0.15, moved: () => {} });
      patch.element.classList.add("patch");
    } else if (fill() !== "texture" && patch) {
      patch.element.remove();
      patch = null;
    }
  };
  form.addEventListener("change", choose);
  choose();

  form.addEventListener("submit", (event) => {
    if (event.submitter?.matches("[data-by-enter]") && !form.elements.right.value) event.preventDefault();
  });
  const undo = (event) => { event.preventDefault(); if (fillings.length) send(fillings.slice(0, -1)); };
  form.querySelector("[data-take-back]").addEventListener("click", undo);
  form.querySelector("[data-take-all-back]").addEventListener("click", (event) => { event.preventDefault(); send([]); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !event.target.closest("input[type=text]")) undo(event);
  });
  for (const each of form.querySelectorAll("[data-scripted]")) each.hidden = false;
  form.querySelector("[data-numbers]").open = false;
  keepSizes(svg, () => [...(box ?? []), ...(patch ? [patch] : [])]);
}
