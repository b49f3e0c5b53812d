/** What the chosen sticker is held by: its corner sizes it, the stalk above it turns it. */
import { element } from "./element.js";
import { box, clamp } from "./geometry.js";

const REACH = 30; // px from the middle, at least: else there is no getting hold of it
const EDGE = 12; // px from the edge of the picture
const STALK = 18; // px

export function handlesOn(canvas, list) {
  const grips = element("div", "grips");
  const handles = { size: element("span", "grip size"), turn: element("span", "grip turn") };
  grips.append(handles.size, handles.turn);
  canvas.append(grips);

  function lay() {
    const { chosen } = list;
    grips.hidden = !chosen;
    if (!chosen) return;
    const { width, height } = canvas.getBoundingClientRect();
    const place = box(chosen, list.kindOf(chosen).size);
    const turn = -chosen.turn * Math.PI / 180;
    const half = [place.width * width / 2, place.height * height / 2];
    const put = (handle, dx, dy) => {
      const far = Math.max(1, REACH / Math.hypot(dx, dy));
      const x = place.x * width + (dx * Math.cos(turn) - dy * Math.sin(turn)) * far;
      const y = place.y * height + (dx * Math.sin(turn) + dy * Math.cos(turn)) * far;
      handle.style.left = `${clamp(x, EDGE, width - EDGE)}px`;
      handle.style.top = `${clamp(y, EDGE, height - EDGE)}px`;
    };
    put(handles.size, half[0], half[1]);
    put(handles.turn, 0, -half[1] - STALK);
  }

  new ResizeObserver(lay).observe(canvas);
  return { lay, nameOf: (target) => Object.keys(handles).find((name) => handles[name] === target) };
}
