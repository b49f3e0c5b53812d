// Where things stand in each format, by the width of its art. Lengths are art px; the sheet's own are from its upper left
// corner before it is turned about its middle.
const layouts = {
  2400: {
    size: [2400, 1200],
    post: [1200, 560],
    sheet: { middle: [1200, 604], size: [1790, 1010], turn: -1.3 },
    picture: [56, 52, 600, 668],
    strips: { top: 776, count: 9, torn: [2, 6] },
    tapes: [[1006, 106, 86, 186, 4], [1392, 94, 86, 170, -7]],
    vanishing: [1930, 560],
  },
  1440: {
    size: [1440, 2160],
    post: [720, 500],
    sheet: { middle: [720, 1104], size: [1180, 1690], turn: -1.6 },
    picture: [60, 326, 1060, 640],
    strips: { top: 1420, count: 6, torn: [1] },
    tapes: [[560, 262, 92, 220, 5], [880, 250, 92, 200, -6]],
    vanishing: [1180, 1010],
  },
  1680: {
    size: [1680, 1680],
    post: [840, 540],
    sheet: { middle: [840, 862], size: [1400, 1400], turn: -1.4 },
    picture: [56, 276, 600, 640],
    strips: { top: 1150, count: 7, torn: [2, 5] },
    tapes: [[660, 168, 90, 210, 5], [1020, 154, 90, 190, -7]],
    vanishing: [1330, 800],
  },
};

const given = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const amount = (name) => Number(given(name));
const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
function colourOf(name) {
  const value = parseInt(given(name).slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255].map((part) => linear(part / 255));
}

const { abs, sqrt, max, min, sin, cos, exp, floor, PI } = Math;
const clamp = (value, low = 0, high = 1) => min(high, max(low, value));
const step = (low, high, value) => { const t = clamp((value - low) / (high - low)); return t * t * (3 - 2 * t); };

const chance = dice(470);
const table = Float32Array.from({ length: 4096 }, chance);
const mixed = (x, y) => table[(Math.imul(x, 73856093) ^ Math.imul(y, 19349663)) & 4095];
function noise(x, y) {   // 0 to 1
  const i = floor(x), j = floor(y);
  let u = x - i, v = y - j;
  u *= u * (3 - 2 * u); v *= v * (3 - 2 * v);
  return (mixed(i, j) * (1 - u) + mixed(i + 1, j) * u) * (1 - v) + (mixed(i, j + 1) * (1 - u) + mixed(i + 1, j + 1) * u) * v;
}
const rough = (x, y) => 0.55 * noise(x, y) + 0.3 * noise(2.1 * x + 17, 2.1 * y) + 0.15 * noise(4.3 * x, 4.3 * y + 31);

function canvasOf(width, height) {
  return new OffscreenCanvas(Math.ceil(width), Math.ceil(height)).getContext("2d", { willReadFrequently: true });
}
