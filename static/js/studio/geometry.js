/** Boxes that are turned: degrees counter-clockwise, art px with y downwards. */
import { LEAST } from "./rows.js";

const SNAP = 2; // degrees from upright that become upright

const waves = (turn) => [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];

/** A box whose side or corner (each of `across` and `down` -1, 0 or 1) was dragged; what lies opposite stays. */
export function resized(box, { across, down }, { dx, dy }) {
  const [cos, sin] = waves(box.turn);
  const w = Math.max(LEAST, box.w + across * (cos * dx - sin * dy));
  const h = Math.max(LEAST, box.h + down * (sin * dx + cos * dy));
  const mx = (across * (w - box.w)) / 2, my = (down * (h - box.h)) / 2;
  const cx = box.x + box.w / 2 + cos * mx + sin * my;
  const cy = box.y + box.h / 2 - sin * mx + cos * my;
  return { ...box, x: cx - w / 2, y: cy - h / 2, w, h };
}

/** A box turned towards a point over it. */
export function turned(box, point) {
  const angle = (-Math.atan2(point.y - box.y - box.h / 2, point.x - box.x - box.w / 2) * 180) / Math.PI - 90;
  const turn = angle < -180 ? angle + 360 : angle;
  const near = [-90, 0, 90].find((each) => Math.abs(each - turn) < SNAP);
  return { ...box, turn: near ?? Math.max(-90, Math.min(90, turn)) };
}

/** A box moved back onto the art. */
export function onArt(box, width, height) {
  const [cos, sin] = waves(box.turn).map(Math.abs);
  const keep = (start, length, needed, room) =>
    needed > room ? start : Math.min(room - (needed + length) / 2, Math.max((needed - length) / 2, start));
  return {
    ...box,
    x: keep(box.x, box.w, box.w * cos + box.h * sin, width),
    y: keep(box.y, box.h, box.w * sin + box.h * cos, height),
  };
}
