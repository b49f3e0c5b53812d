/** Where a sticker lies: art px of the poster, and the very pixels that the server's preview draws it on. */
export const WIDTH = 2400;
export const HEIGHT = 1200;
const PREVIEW = 800; // px across

export const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

/** Degrees in (-180, 180], whole. */
export const normal = (turn) => {
  const round = ((Math.round(turn) % 360) + 540) % 360 - 180;
  return round === -180 ? 180 : round;
};

/** Degrees counter-clockwise from a to b, on a screen whose y goes down. */
export const angleOf = (a, b) => Math.atan2(a.y - b.y, b.x - a.x) * 180 / Math.PI;

/** Whole numbers within what the server takes; turns of a degree or two become none. */
export function held(each, kind) {
  const turn = normal(each.turn);
  return {
    ...each,
    x: Math.round(clamp(each.x, 0, WIDTH)),
    y: Math.round(clamp(each.y, 0, HEIGHT)),
    width: Math.round(clamp(each.width, kind.least, kind.most)),
    turn: Math.abs(turn) < 2 ? 0 : turn,
  };
}

/** Halves go to the even side, as the server's do. */
const round = (value) => {
  const near = Math.round(value);
  return near - value === 0.5 && near % 2 ? near - 1 : near;
};

/** Middle and size as parts of the poster's, by the server's own rounding (core.picture.sticker_drawing.sticker_box). */
export function box({ x, y, width, turn }, art) {
  const scale = PREVIEW / WIDTH;
  const across = Math.max(1, round(width * scale));
  const down = Math.max(1, round(across * art[1] / art[0]));
  const angle = turn * Math.PI / 180;
  const cos = Math.abs(Math.cos(angle));
  const sin = Math.abs(Math.sin(angle));
  const extent = turn
    ? [Math.ceil(across * cos + down * sin) + 2, Math.ceil(across * sin + down * cos) + 2]
    : [across, down];
  const left = round(x * scale - extent[0] / 2);
  const top = round(y * scale - extent[1] / 2);
  const height = PREVIEW * HEIGHT / WIDTH;
  return {
    x: (left + extent[0] / 2) / PREVIEW, y: (top + extent[1] / 2) / height,
    width: across / PREVIEW, height: down / height,
  };
}
