// A small photographic studio: a paper sweep, soft boxes, the packet and some biscuits. Light is traced, then the even part
// of it smoothed. Distances are art px (see the layout), colours linear.
const { abs, sqrt, max, min, sin, cos, exp, floor, PI } = Math;
const SWEEP = 1, PACK = 2, FINGER = 3, CRUMB = 4, CARD = 5;

const chance = dice(20811);
const table = Float32Array.from({ length: 4096 }, chance);
const mixed = (x, y, z) => table[(Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(z, 83492791)) & 4095];

function noise(x, y, z) {
  const i = floor(x), j = floor(y), k = floor(z);
  let u = x - i, v = y - j, w = z - k;
  u *= u * (3 - 2 * u); v *= v * (3 - 2 * v); w *= w * (3 - 2 * w);
  const near = (mixed(i, j, k) * (1 - u) + mixed(i + 1, j, k) * u) * (1 - v) + (mixed(i, j + 1, k) * (1 - u) + mixed(i + 1, j + 1, k) * u) * v;
  const far = (mixed(i, j, k + 1) * (1 - u) + mixed(i + 1, j, k + 1) * u) * (1 - v) + (mixed(i, j + 1, k + 1) * (1 - u) + mixed(i + 1, j + 1, k + 1) * u) * v;
  return near * (1 - w) + far * w;
}

function unit(v) {
  const length = Math.hypot(...v);
  return v.map((each) => each / length);
}
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

// A soft box: a rectangle of light about `at`, facing `to`.
function softBox(at, to, halfWide, halfHigh, power, roll = 0) {
  const normal = unit(to.map((each, axis) => each - at[axis]));
  const level = unit(cross(normal, [0, 1, 0])), upright = cross(level, normal);
  const across = level.map((each, axis) => each * cos(roll) + upright[axis] * sin(roll));
  const up = cross(across, normal);
  return { at, normal, across, up, halfWide, halfHigh, power };
}

function finger({ at, half, turn = 0, tilt = 0, stub = false }) {
  const a = (turn * PI) / 180, b = (tilt * PI) / 180;
  const x = [cos(a) * cos(b), sin(b), sin(a) * cos(b)], z = [-sin(a), 0, cos(a)];
  return { at, half, stub, axes: [x, cross(z, x), z], phase: chance() * 100 };
}

// Fingers standing in the packet, in two rows; some are offered, one is gone.
function standing({ front: [left, top, right], depth, row, rise, offered }) {
  const step = (right - left - 60) / row, half = [220, depth / 4 - 12, step / 2 - 2], all = [];
  for (let i = 0; i < 2 * row; i += 1) {
    const lift = i < row ? (offered[i] ?? 0) : 0;
    if (lift === null) continue;
    const x = left + 30 + step * ((i % row) + 0.5), z = 34 + (i < row ? depth / 4 : (3 * depth) / 4 - 20);
    const up = rise + lift + 14 * chance() + (i < row ? 0 : 8), lean = (chance() - 0.5) * 0.03 + lift / 9000;
    const axes = [[lean, -1, 0], [0, 0, 1], [1, lean, 0]];
    all.push({ at: [x - lean * 220, top - up + half[0], z], half, axes, phase: 10 * i + 3, packed: true });
  }
  return all;
}

// Card about the opening: the collar, what is left of the sides, and the lid, hinged at the back and thrown open.
function cards({ front: [left, top, right], depth, lid, collar }) {
  const low = lid.hinge, high = lid.height, middle = (left + right) / 2, notch = (right - left) * 0.30;
  const below = (y, z) => y > top - (low * z) / depth;
  const inNotch = (x, y) => abs(x - middle) < notch && y < top - collar + collar * 0.62 * min(1, (notch - abs(x - middle)) / 46) ** 0.5;
  const fixed = [
    { from: [left + 12, top - collar, 9], to: [right - 12, top + 4, 14], keep: (x, y) => !inNotch(x, y), out: [0, 0, -1], white: true },
    { from: [right - 17, top - collar - low * 0.6, 14], to: [right - 12, top + 4, depth - 10], keep: (x, y, z) => y > top - collar - (low * 0.6 * z) / depth, out: [1, 0, 0], white: true },
    { from: [left + 12, top - collar - low * 0.6, 14], to: [left + 17, top + 4, depth - 10], keep: (x, y, z) => y > top - collar - (low * 0.6 * z) / depth, out: [-1, 0, 0], white: true },
    { from: [right - 5, top - low, 0], to: [right, top, depth], keep: (x, y, z) => below(y, z), out: [1, 0, 0] },
    { from: [left, top - low, 0], to: [left + 5, top, depth], keep: (x, y, z) => below(y, z), out: [-1, 0, 0] },
    { from: [left, top - low, depth - 5], to: [right, top, depth], out: [0, 0, 1] },
  ];
  const hinged = [
    { from: [left, top - high, 0], to: [right, top, 6], out: [0, 0, -1] },
    { from: [left, top - high, 0], to: [right, top - high + 6, depth], out: [0, -1, 0] },
    { from: [left, top - high, depth - 6], to: [right, top - low, depth], out: [0, 0, 1] },
    { from: [right - 6, top - high, 0], to: [right, top, depth], keep: (x, y, z) => !below(y, z), out: [1, 0, 0] },
    { from: [left, top - high, 0], to: [left + 6, top, depth], keep: (x, y, z) => !below(y, z), out: [-1, 0, 0] },
  ];
  const a = (-lid.open * PI) / 180;   // backwards
  return { fixed, hinged, pivot: [top - low, depth], cos: cos(a), sin: sin(a), above: top - high };
}

function studio(layout) {
  const [left, top, right, bottom] = layout.front;
  const middle = [(left + right) / 2, (top + bottom) / 2, 0];
  const [x, z, spread, count] = layout.crumbs;
  const crumbs = Array.from({ length: count }, () => {
    const far = spread * chance() ** 0.7, way = chance() * 2 * PI, radius = 3 + 15 * chance() ** 4;
    return [x + far * cos(way) * 1.25, bottom - radius * 0.75, z + far * sin(way) * 0.6, radius];
  });
  const [cx, cy, cz] = layout.camera;
  // A long box whose mirror image lies on the packet as a slanting sheen: found by way of the camera's own mirror image.
  const sheen = (px, py) => [px + ((px - cx) * 1500) / -cz, py + ((py - cy) * 1500) / -cz, -1500];
  const wide = right - left;
  return {
    layout, left, top, right, bottom, crumbs,
    fingers: layout.fingers.map(finger), packed: standing(layout), cards: cards(layout),
    cove: { z: 1500, radius: 1100 },
    key: softBox([left - 900, top - 1500, -1900], middle, 900, 700, 1),
    boxes: [
      softBox([left - 900, top - 1500, -1900], middle, 900, 700, 5),
      softBox(sheen(left + wide * 0.21, top + 130), [left, top, 0], wide * 0.075, 2600, 2.2, 0.42),
      softBox(sheen(left + wide * 0.29, top + 130), [left, top, 0], wide * 0.014, 2600, 2.4, 0.42),
      softBox([right + 1900, top + 300, -300], [right, middle[1], 160], 380, 1300, 1.5),
      softBox([middle[0] + 500, top - 2200, 500], [middle[0], top, 100], 1500, 500, 3),
    ],
    pack: colourOf("pack"), sweep: colourOf("sweep"), foil: colourOf("foil"), glow: colourOf("glow"),
  };
}

let S, print, film;
const layoutFilm = 20;   // how far below the opening the torn film ends
// The last hit: distance, what, where, facing.
let hitT, hitId, hitIndex, hx, hy, hz, nx, ny, nz, axis;

function meetPack(ox, oy, oz, dx, dy, dz, far) {
  const ix = 1 / dx, iy = 1 / dy, iz = 1 / dz;
  const x0 = (S.left - ox) * ix, x1 = (S.right - ox) * ix, y0 = (S.top - oy) * iy, y1 = (S.bottom - oy) * iy;
  const z0 = -oz * iz, z1 = (S.layout.depth - oz) * iz;
  const ax = min(x0, x1), ay = min(y0, y1), az = min(z0, z1);
  const enter = max(ax, ay, az), leave = min(max(x0, x1), max(y0, y1), max(z0, z1));
  if (enter > leave || enter < 0.01 || enter > far) return far;
  axis = enter === ax ? 0 : enter === ay ? 1 : 2;
  return enter;
}

function shape(each, x, y, z) {
  const [a, b, c] = each.half, round = 17;
  const qx = abs(x) - a + round, qy = abs(y) - b + round, qz = abs(z) - c + round;
  const ex = max(qx, 0), ey = max(qy, 0), ez = max(qz, 0);
  let d = sqrt(ex * ex + ey * ey + ez * ez) + min(max(qx, qy, qz), 0) - round;
  if (d > 14) return d - 6;
  const p = each.phase;
  if (each.stub) {
    const ragged = x - a * 0.55 + 46 * noise(x / 40 + p, y / 30, z / 30) + 16 * noise(x / 9, y / 9 + p, z / 9) - 30;
    d = max(d, ragged);
  }
  const column = x - 64 * Math.round(x / 64), row = z - 34 * max(-1, min(1, Math.round(z / 34)));
  const hole = sqrt(column * column + row * row) - 6.5;
  d = max(d, -max(hole, y + b - 20));
  return d - 3.2 * noise(x / 17 + p, y / 17, z / 17) - 1.7 * noise(x / 6 + p, y / 6, z / 6) + 2.4;
}

function meetFinger(each, ox, oy, oz, dx, dy, dz, far) {
  const [X, Y, Z] = each.axes, rx = ox - each.at[0], ry = oy - each.at[1], rz = oz - each.at[2];
  const lx = rx * X[0] + ry * X[1] + rz * X[2], ly = rx * Y[0] + ry * Y[1] + rz * Y[2], lz = rx * Z[0] + ry * Z[1] + rz * Z[2];
  const ex = dx * X[0] + dy * X[1] + dz * X[2], ey = dx * Y[0] + dy * Y[1] + dz * Y[2], ez = dx * Z[0] + dy * Z[1] + dz * Z[2];
  const [a, b, c] = each.half, m = 4;
  const x0 = (-a - m - lx) / ex, x1 = (a + m - lx) / ex, y0 = (-b - m - ly) / ey, y1 = (b + m - ly) / ey, z0 = (-c - m - lz) / ez, z1 = (c + m - lz) / ez;
  let t = max(min(x0, x1), min(y0, y1), min(z0, z1), 0.01);
  const leave = min(max(x0, x1), max(y0, y1), max(z0, z1), far);
  for (let step = 0; step < 70 && t < leave; step += 1) {
    const d = shape(each, lx + ex * t, ly + ey * t, lz + ez * t);
    if (d < 0.35) return t;
    t += max(d * 0.8, 0.35);
  }
  return far;
}

function meetCrumbs(ox, oy, oz, dx, dy, dz, far) {
  let best = far;
  for (let i = 0; i < S.crumbs.length; i += 1) {
    const c = S.crumbs[i], rx = ox - c[0], ry = oy - c[1], rz = oz - c[2];
    const b = rx * dx + ry * dy + rz * dz;
    if (b > 0) continue;
    const q = b * b - (rx * rx + ry * ry + rz * rz - c[3] * c[3]);
    if (q <= 0) continue;
    const t = -b - sqrt(q);
    if (t > 0.01 && t < best) { best = t; hitIndex = i; }
  }
  return best;
}

let cardNormal = [0, 0, -1], outside = false, hitCard = null, hitX = 0, hitY = 0;
function meetSlabs(list, ox, oy, oz, dx, dy, dz, far, hinged) {
  const ix = 1 / dx, iy = 1 / dy, iz = 1 / dz;
  for (const each of list) {
    const [ax, ay, az] = each.from, [bx, by, bz] = each.to;
    const x0 = (ax - ox) * ix, x1 = (bx - ox) * ix, y0 = (ay - oy) * iy, y1 = (by - oy) * iy, z0 = (az - oz) * iz, z1 = (bz - oz) * iz;
    const mx = min(x0, x1), my = min(y0, y1), mz = min(z0, z1), t = max(mx, my, mz), leave = min(max(x0, x1), max(y0, y1), max(z0, z1));
    if (t > leave || t < 0.01 || t >= far) continue;
    if (each.keep && !each.keep(ox + dx * t, oy + dy * t, oz + dz * t)) continue;
    far = t;
    hitCard = each;
    hitX = ox + dx * t; hitY = oy + dy * t;
    cardNormal = t === mx ? [dx > 0 ? -1 : 1, 0, 0] : t === my ? [0, dy > 0 ? -1 : 1, 0] : [0, 0, dz > 0 ? -1 : 1];
    outside = cardNormal[0] * each.out[0] + cardNormal[1] * each.out[1] + cardNormal[2] * each.out[2] > 0.5;
    if (hinged) cardNormal = [cardNormal[0], cardNormal[1] * S.cards.cos - cardNormal[2] * S.cards.sin, cardNormal[1] * S.cards.sin + cardNormal[2] * S.cards.cos];
  }
  return far;
}

// Rays that stay below the opening meet no card and no packed finger.
function meetOpening(ox, oy, oz, dx, dy, dz, far) {
  const c = S.cards, reach = S.layout.depth + S.layout.lid.height;
  const x0 = (S.left - ox) / dx, x1 = (S.right - ox) / dx, y0 = (S.top - reach - 200 - oy) / dy, y1 = (S.top + 4 - oy) / dy, z0 = -oz / dz, z1 = (reach + 100 - oz) / dz;
  if (max(min(x0, x1), min(y0, y1), min(z0, z1), 0) > min(max(x0, x1), max(y0, y1), max(z0, z1), far)) return far;
  far = meetSlabs(c.fixed, ox, oy, oz, dx, dy, dz, far, false);
  const [py, pz] = c.pivot, ry = oy - py, rz = oz - pz;   // back to where the lid was shut
  far = meetSlabs(c.hinged, ox, py + ry * c.cos + rz * c.sin, pz - ry * c.sin + rz * c.cos, dx, dy * c.cos + dz * c.sin, -dy * c.sin + dz * c.cos, far, true);
  for (let i = 0; i < S.packed.length; i += 1) {
    const t = meetFinger(S.packed[i], ox, oy, oz, dx, dy, dz, far);
    if (t < far) { far = t; hitCard = S.packed[i]; }
  }
  return far;
}

function blocked(ox, oy, oz, dx, dy, dz, far) {
  if (meetPack(ox, oy, oz, dx, dy, dz, far) < far) return true;
  if (meetOpening(ox, oy, oz, dx, dy, dz, far) < far) return true;
  for (const each of S.fingers) if (meetFinger(each, ox, oy, oz, dx, dy, dz, far) < far) return true;
  const low = (S.bottom - 40 - oy) / dy;   // crumbs lie low
  if (oy < S.bottom - 40 && (dy <= 0 || low > far)) return false;
  return meetCrumbs(ox, oy, oz, dx, dy, dz, far) < far;
}

function meetSweep(ox, oy, oz, dx, dy, dz) {
  const { z: start, radius } = S.cove;
  if (dy > 0) {
    const t = (S.bottom - oy) / dy, z = oz + dz * t;
    if (t > 0 && z < start) { nx = 0; ny = -1; nz = 0; return t; }
  }
  if (dz <= 0) return Infinity;
  const t = (start + radius - oz) / dz, y = oy + dy * t;
  if (y < S.bottom - radius) { nx = 0; ny = 0; nz = -1; return t; }
  const cy = S.bottom - radius, ry = oy - cy, rz = oz - start;
  const a = dy * dy + dz * dz, b = ry * dy + rz * dz, q = b * b - a * (ry * ry + rz * rz - radius * radius);
  if (q < 0) return Infinity;
  const s = (-b + sqrt(q)) / a;
  nx = 0; ny = -(ry + dy * s) / radius; nz = -(rz + dz * s) / radius;
  return s;
}

function trace(ox, oy, oz, dx, dy, dz) {
  hitT = meetSweep(ox, oy, oz, dx, dy, dz);
  hitId = hitT < Infinity ? SWEEP : 0;
  let t = meetPack(ox, oy, oz, dx, dy, dz, hitT);
  const side = axis;
  if (t < hitT) { hitT = t; hitId = PACK; hitIndex = side; }
  for (let i = 0; i < S.fingers.length; i += 1) {
    t = meetFinger(S.fingers[i], ox, oy, oz, dx, dy, dz, hitT);
    if (t < hitT) { hitT = t; hitId = FINGER; hitIndex = i; }
  }
  hitCard = null;
  t = meetOpening(ox, oy, oz, dx, dy, dz, hitT);
  const card = hitCard;
  if (t < hitT) {
    hitT = t;
    hitId = card.packed ? FINGER : CARD;
    hitIndex = card.packed ? S.fingers.length + S.packed.indexOf(card) : (card.white ? 0 : 6) + axisOf(cardNormal);
  }
  const before = hitIndex;
  hitIndex = -1;
  t = meetCrumbs(ox, oy, oz, dx, dy, dz, hitT);
  if (t < hitT) { hitT = t; hitId = CRUMB; } else hitIndex = before;
  hx = ox + dx * hitT; hy = oy + dy * hitT; hz = oz + dz * hitT;
  if (hitId === PACK) facePack(dx, dy, dz);
  else if (hitId === FINGER) faceFinger(card?.packed ? card : S.fingers[hitIndex]);
  else if (hitId === CARD) [nx, ny, nz] = cardNormal;
  else if (hitId === CRUMB) faceCrumb(S.crumbs[hitIndex]);
}

const axisOf = (n) => (abs(n[0]) > 0.5 ? 0 : abs(n[1]) > 0.7 ? 1 : 2) + (outside ? 3 : 0);

function facePack(dx, dy) {
  const soft = 9, lean = (gap) => (gap < soft ? 0.75 * (1 - gap / soft) ** 2 : 0);
  nx = hitIndex === 0 ? (dx > 0 ? -1 : 1) : lean(S.right - hx) - lean(hx - S.left);
  ny = hitIndex === 1 ? (dy > 0 ? -1 : 1) : -lean(hy - S.top) + lean(S.bottom - hy);
  nz = hitIndex === 2 ? -1 : -lean(hz);
  const length = sqrt(nx * nx + ny * ny + nz * nz);
  nx /= length; ny /= length; nz /= length;
}

function faceFinger(each) {
  const [X, Y, Z] = each.axes, rx = hx - each.at[0], ry = hy - each.at[1], rz = hz - each.at[2], e = 0.8;
  const x = rx * X[0] + ry * X[1] + rz * X[2], y = rx * Y[0] + ry * Y[1] + rz * Y[2], z = rx * Z[0] + ry * Z[1] + rz * Z[2];
  const a = shape(each, x + e, y, z) - shape(each, x - e, y, z), b = shape(each, x, y + e, z) - shape(each, x, y - e, z);
  const c = shape(each, x, y, z + e) - shape(each, x, y, z - e), length = Math.hypot(a, b, c) || 1;
  nx = (a * X[0] + b * Y[0] + c * Z[0]) / length;
  ny = (a * X[1] + b * Y[1] + c * Z[1]) / length;
  nz = (a * X[2] + b * Y[2] + c * Z[2]) / length;
}

function faceCrumb(c) {
  const rough = (shift) => (noise(hx / 4 + shift, hy / 4, hz / 4) - 0.5) * 1.5;
  nx = (hx - c[0]) / c[3] + rough(3); ny = (hy - c[1]) / c[3] + rough(31); nz = (hz - c[2]) / c[3] + rough(67);
  const length = Math.hypot(nx, ny, nz);
  nx /= length; ny /= length; nz /= length;
}

// The key light's plain strength at a place, without shadow; 1 in the middle of the packet's front.
let evenKey = 1;
function keyAt(x, y, z, ax, ay, az) {
  const k = S.key, rx = k.at[0] - x, ry = k.at[1] - y, rz = k.at[2] - z, r2 = rx * rx + ry * ry + rz * rz, r = sqrt(r2);
  const here = (rx * ax + ry * ay + rz * az) / r, there = -(rx * k.normal[0] + ry * k.normal[1] + rz * k.normal[2]) / r;
  return here > 0 && there > 0 ? (evenKey * here * there) / r2 : 0;
}

function glowAt(x, y, z) {   // a lamp hidden behind the packet lights the paper
  const [gx, gy, size] = S.halo;
  const k = S.layout.camera, s = -k[2] / (z - k[2]);   // where it is seen
  const px = k[0] + (x - k[0]) * s - gx, py = k[1] + (y - k[1]) * s - gy;
  return exp(-(px * px + py * py) / (size * size)) * min(1, max(0, (z - 300) / 1500));
}

const out = new Float64Array(3);
function roomLight(ox, oy, oz, dx, dy, dz) {   // what a mirror sees: a lamp, whose edge is soft, before the room
  let lamp = 0;
  for (const k of S.boxes) {
    const facing = dx * k.normal[0] + dy * k.normal[1] + dz * k.normal[2];
    if (facing >= -1e-4) continue;
    const rx = k.at[0] - ox, ry = k.at[1] - oy, rz = k.at[2] - oz;
    const t = (rx * k.normal[0] + ry * k.normal[1] + rz * k.normal[2]) / facing;
    if (t <= 0) continue;
    const px = dx * t - rx, py = dy * t - ry, pz = dz * t - rz;
    const u = abs(px * k.across[0] + py * k.across[1] + pz * k.across[2]) / k.halfWide;
    const v = abs(px * k.up[0] + py * k.up[1] + pz * k.up[2]) / k.halfHigh;
    if (u >= 1 || v >= 1) continue;
    const edge = min(1, (1 - u) * 6) * min(1, (1 - v) * 6);
    lamp = k.power * edge * (0.72 + 0.28 * (1 - u * u));
    break;
  }
  const t = meetSweep(ox, oy, oz, dx, dy, dz);
  if (t < Infinity) {
    const e = 0.3 + keyAt(ox + dx * t, oy + dy * t, oz + dz * t, nx, ny, nz) + glowAt(ox + dx * t, oy + dy * t, oz + dz * t);
    for (let i = 0; i < 3; i += 1) out[i] = S.sweep[i] * e;
  } else {
    const dusk = 0.10 + 0.22 * max(0, -dy) ** 2 + 0.10 * max(0, -dx);
    out[0] = dusk; out[1] = dusk; out[2] = dusk * 1.04;
  }
  out[0] += lamp; out[1] += lamp * 0.985; out[2] += lamp * 0.95;
}

// The film is drawn tight: flat on each plane, but for a few straight creases that run in from the corners. As slopes at
// each texel of the front.
function shrinkWrap(width, height) {
  const h = new Float32Array(width * height);
  const fans = [[0, height, -1, 3], [width, height, -1, 4], [width, layoutFilm, 1, 3]];   // not where the brand stands
  for (const [fromX, fromY, downward, count] of fans) {
    for (let n = 0; n < count; n += 1) {
      const turn = ((14 + (n + 0.2 + 0.6 * chance()) * (62 / count)) * PI) / 180, reach = 90 + 90 * chance(), wide = 2.4 + 1.6 * chance();
      const wayX = (fromX ? -1 : 1) * cos(turn), wayY = downward * sin(turn);
      for (let y = max(0, floor(fromY - reach)); y < min(height, fromY + reach); y += 1) {
        for (let x = max(0, floor(fromX - reach)); x < min(width, fromX + reach); x += 1) {
          const along = ((x - fromX) * wayX + (y - fromY) * wayY) / reach, off = ((x - fromX) * wayY - (y - fromY) * wayX) / wide;
          if (along > 0 && along < 1) h[y * width + x] += 1.1 * (1 - along) ** 1.5 * min(1, along * 8) * exp(-off * off);
        }
      }
    }
  }
  const across = new Float32Array(h.length), down = new Float32Array(h.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      across[i] = (h[i + 1] - h[i - 1]) / 2;
      down[i] = (h[i + width] - h[i - width]) / 2;
    }
  }
  return { across, down };
}

// The surface just hit: its colour and what it mirrors.
const albedo = new Float64Array(3), shine = new Float64Array(3);
function lookAt(dx, dy, dz, jitter) {
  shine[0] = shine[1] = shine[2] = 0;
  if (hitId === SWEEP) return lookAtSweep(dx, dy, dz, jitter);
  if (hitId === PACK) return lookAtPack(dx, dy, dz);
  if (hitId === CARD) return lookAtCard();
  return lookAtBiscuit();
}

function lookAtCard() {
  const board = 1 + 0.05 * (noise(hx / 3, hy / 3, hz / 3) - 0.5);
  const tone = outside && !hitCard.white ? S.pack : [0.74, 0.71, 0.65];
  for (let i = 0; i < 3; i += 1) albedo[i] = tone[i] * board;
}


function lookAtSweep(dx, dy, dz, jitter) {
  const fibre = 1 + 0.02 * (noise(hx / 3, hz / 5, hy / 3) - 0.5);
  for (let i = 0; i < 3; i += 1) albedo[i] = S.sweep[i] * fibre;
  if (ny > -0.99) return;
  // The paper is satin: it mirrors what stands on it, the more the lower one looks.
  const px = hx, py = hy, pz = hz, look = dy, share = 0.04 + 0.5 * (1 - look) ** 5;
  const jx = (jitter - 0.5) * 0.06, jy = (mixed(px * 7, pz * 5, jitter * 999) - 0.5) * 0.05;
  const rx = dx + jx, ry = -dy + jy, rz = dz, length = sqrt(rx * rx + ry * ry + rz * rz);
  trace(px, py - 0.5, pz, rx / length, min(-0.001, ry / length), rz / length);
  if (hitId === PACK || hitId === FINGER) {
    const kind = hitId, e = 0.35 + 0.6 * keyAt(hx, hy, hz, nx, ny, nz), fade = exp(-hitT / 420);
    const [r, g, b] = kind === PACK ? mirrorPack() : [0.7, 0.45, 0.2];
    shine[0] = share * fade * (r * e - S.sweep[0] * 0.5); shine[1] = share * fade * (g * e - S.sweep[1] * 0.5); shine[2] = share * fade * (b * e - S.sweep[2] * 0.5);
  }
  hitId = SWEEP; hx = px; hy = py; hz = pz; nx = 0; ny = -1; nz = 0;
}

function mirrorPack() {
  if (hitIndex !== 2) return S.pack;
  const i = min(print.front.height - 1, max(0, floor(hy - S.top))) * print.front.width + min(print.front.width - 1, max(0, floor(hx - S.left)));
  return [print.front.red[i], print.front.green[i], print.front.blue[i]];
}

function lookAtPack(dx, dy, dz) {
  const top = hitIndex === 1, sheet = hitIndex === 0 ? print.side : print.front;
  const u = hitIndex === 0 ? hz * 2 : hx - S.left, v = top ? 3 : hy - S.top;
  const x = min(sheet.width - 2, max(1, floor(u))), y = min(sheet.height - 2, max(1, floor(v))), i = y * sheet.width + x;
  const slopeX = top ? 0 : (sheet.rise[i + 1] - sheet.rise[i - 1]) * 3.2, slopeY = top ? 0 : (sheet.rise[i + sheet.width] - sheet.rise[i - sheet.width]) * 3.2;
  const relief = max(0.35, 1 + (slopeX + slopeY) * 1.5), metal = top ? 0 : sheet.metal[i], plain = top ? 0 : sheet.plain[i];
  const board = 1 + 0.03 * (noise(hx / 2.2, hy / 2.2, hz / 2.2) - 0.5);
  albedo[0] = (top ? S.pack[0] : sheet.red[i]) * relief * board * (1 - metal * 0.75);
  albedo[1] = (top ? S.pack[1] : sheet.green[i]) * relief * board * (1 - metal * 0.75);
  albedo[2] = (top ? S.pack[2] : sheet.blue[i]) * relief * board * (1 - metal * 0.75);
  const gx = nx, gy = ny, gz = nz, f = y * sheet.width + x;
  const cx = hitIndex === 2 ? film.across[f] : 0, cy = hitIndex === 2 ? film.down[f] : 0;
  if (metal > 0.02) {
    mirror(dx, dy, dz, gx, gy, gz, (cx * 0.4 + slopeX) * 0.9, (cy * 0.4 + slopeY) * 0.9);
    for (let k = 0; k < 3; k += 1) shine[k] += metal * S.foil[k] * (out[k] * 0.62 + 0.16);
  }
  // Film over all of it: smooth and clear.
  const facing = max(0, -(dx * gx + dy * gy + dz * gz)), fresnel = 0.045 + 0.955 * (1 - facing) ** 5;
  mirror(dx, dy, dz, gx, gy, gz, cx, cy);
  if (top || hy < S.top + layoutFilm) return;
  const less = 1 - 0.45 * plain;
  for (let k = 0; k < 3; k += 1) shine[k] += fresnel * out[k] * less;
}

function mirror(dx, dy, dz, gx, gy, gz, slopeX, slopeY) {
  let mx = gx, my = gy, mz = gz;
  if (hitIndex === 2) { mx -= slopeX; my -= slopeY; } else if (hitIndex === 0) { mz -= slopeX; my -= slopeY; } else { mx -= slopeX; mz -= slopeY; }
  const length = sqrt(mx * mx + my * my + mz * mz);
  mx /= length; my /= length; mz /= length;
  const twice = 2 * (dx * mx + dy * my + dz * mz), ax = nx, ay = ny, az = nz;
  roomLight(hx, hy, hz, dx - twice * mx, dy - twice * my, dz - twice * mz);
  nx = ax; ny = ay; nz = az;
}

function lookAtBiscuit() {
  let baked = 0.35, crumbly = noise(hx / 5, hy / 5, hz / 5);
  if (hitId === FINGER) {
    const each = hitIndex < S.fingers.length ? S.fingers[hitIndex] : hitCard, [X, Y, Z] = each.axes, rx = hx - each.at[0], ry = hy - each.at[1], rz = hz - each.at[2];
    const x = rx * X[0] + ry * X[1] + rz * X[2], y = rx * Y[0] + ry * Y[1] + rz * Y[2], z = rx * Z[0] + ry * Z[1] + rz * Z[2];
    const rim = min(each.half[0] - abs(x), each.half[2] - abs(z));
    baked = 0.75 * exp(-max(0, rim) / 16) + 0.5 * max(0, y / each.half[1]) + 0.35 * noise(hx / 60, hy / 60, hz / 60);
    if (each.stub) baked *= 1 - 0.7 * min(1, max(0, (x / each.half[0] - 0.12) * 6));
  }
  baked = min(1, max(0, baked + 0.35 * (crumbly - 0.5)));
  const sugar = noise(hx / 2.4 + 9, hy / 2.4, hz / 2.4) > 0.86 ? 0.22 : 0;
  albedo[0] = 0.90 - 0.36 * baked + sugar; albedo[1] = 0.60 - 0.38 * baked + sugar; albedo[2] = 0.24 - 0.18 * baked + sugar;
}

// Light that falls on the surface just hit: the key through its shadows, the lamp behind, and one bounce of everything else.
const light = new Float64Array(3);
function gather(u, v, p, q) {
  const k = S.key, x = hx + nx * 0.6, y = hy + ny * 0.6, z = hz + nz * 0.6, ax = nx, ay = ny, az = nz, what = hitId;
  const kx = k.at[0] + k.across[0] * (2 * u - 1) * k.halfWide + k.up[0] * (2 * v - 1) * k.halfHigh - x;
  const ky = k.at[1] + k.across[1] * (2 * u - 1) * k.halfWide + k.up[1] * (2 * v - 1) * k.halfHigh - y;
  const kz = k.at[2] + k.across[2] * (2 * u - 1) * k.halfWide + k.up[2] * (2 * v - 1) * k.halfHigh - z;
  const far = sqrt(kx * kx + ky * ky + kz * kz);
  let even = kx * ax + ky * ay + kz * az > 0 && !blocked(x, y, z, kx / far, ky / far, kz / far, far) ? keyAt(x, y, z, ax, ay, az) : 0;
  if (what === PACK && az < -0.5) even = even * 0.72 + 0.28;   // a reflector fills the front
  if (what === FINGER && az < -0.3) even = even * 0.86 + 0.14;
  light[0] = even; light[1] = even * 0.99; light[2] = even * 0.965;
  if (what === SWEEP) {
    const g = glowAt(x, y, z);
    for (let i = 0; i < 3; i += 1) light[i] += g * S.glow[i];
  }
  const r = sqrt(p), way = 2 * PI * q, a = r * cos(way), b = r * sin(way), c = sqrt(1 - p);
  const flip = az >= 0 ? 1 : -1, m = -1 / (flip + az), n = ax * ay * m;   // Duff and others' basis
  const dx = a * (1 + flip * ax * ax * m) + b * n + c * ax, dy = a * flip * n + b * (flip + ay * ay * m) + c * ay, dz = -a * flip * ax - b * ay + c * az;
  trace(x, y, z, dx, dy, dz);
  if (hitId === 0) {
    const dome = 0.20 + 0.26 * max(0, -dy);
    light[0] += dome; light[1] += dome; light[2] += dome * 1.03;
    return;
  }
  const e = 0.16 + 0.62 * keyAt(hx, hy, hz, nx, ny, nz) + (hitId === SWEEP ? 0.8 * glowAt(hx, hy, hz) : 0);
  const near = hitId === SWEEP ? S.sweep : hitId === PACK || (hitId === CARD && outside) ? S.pack : hitId === CARD ? [0.74, 0.71, 0.65] : [0.7, 0.42, 0.16];
  for (let i = 0; i < 3; i += 1) light[i] += near[i] * e;
}

// Edge-avoiding à-trous smoothing (Dammertz and others, 2010) of the gathered light.
function smooth(lit, ids, facing, width, height) {
  const kernel = [0.375, 0.25, 0.0625];
  let from = lit, to = new Float32Array(lit.length);
  for (let round = 0; round < 5; round += 1) {
    const step = 1 << round, sharp = 1 / (0.5 * 0.55 ** round) ** 2;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const i = y * width + x, id = ids[i], f = facing[i], r = from[3 * i], g = from[3 * i + 1], b = from[3 * i + 2];
        let sr = 0, sg = 0, sb = 0, sum = 0;
        for (let dy = -2; dy <= 2; dy += 1) {
          const yy = y + dy * step;
          if (yy < 0 || yy >= height) continue;
          for (let dx = -2; dx <= 2; dx += 1) {
            const xx = x + dx * step;
            if (xx < 0 || xx >= width) continue;
            const j = yy * width + xx;
            if (ids[j] !== id) continue;
            const d = from[3 * j + 1] - g, n = facing[j] - f;
            const w = kernel[abs(dx)] * kernel[abs(dy)] / (1 + d * d * sharp + n * n * 60);
            sr += w * from[3 * j]; sg += w * from[3 * j + 1]; sb += w * from[3 * j + 2]; sum += w;
          }
        }
        to[3 * i] = sr / sum; to[3 * i + 1] = sg / sum; to[3 * i + 2] = sb / sum;
      }
    }
    [from, to] = [to, from === lit ? new Float32Array(lit.length) : from];
  }
  return from;
}

const shoulder = (x) => (x < 0.7 ? x : 0.7 + 0.3 * (1 - exp((0.7 - x) / 0.3)));
const encoded = (x) => (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);

function photograph(layout, printed, samples = 6, coarse = 1) {
  S = studio(layout);
  print = printed;
  S.halo = layout.halo || [(S.right + layout.size[0]) / 2 - 60, layout.size[1] * 0.4, layout.size[0] * 0.42];
  film = shrinkWrap(print.front.width, print.front.height);
  const middle = [(S.left + S.right) / 2, (S.top + S.bottom) / 2];
  evenKey = 0.92 / keyAt(middle[0], middle[1], 0, 0, 0, -1);
  const width = floor(layout.size[0] / coarse), height = floor(layout.size[1] / coarse), [cx, cy, cz] = layout.camera;
  const lit = new Float32Array(3 * width * height), colour = new Float32Array(3 * width * height), gloss = new Float32Array(3 * width * height);
  const ids = new Uint8Array(width * height), facing = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x, o1 = chance(), o2 = chance(), o3 = chance(), o4 = chance();
      for (let s = 0; s < samples; s += 1) {
        const jx = (s * 0.7548777 + 0.5) % 1, jy = (s * 0.5698403 + 0.5) % 1;
        const px = (x + jx) * coarse - cx, py = (y + jy) * coarse - cy, length = sqrt(px * px + py * py + cz * cz);
        const dx = px / length, dy = py / length, dz = -cz / length;
        trace(cx, cy, cz, dx, dy, dz);
        if (s === 0) { ids[i] = hitId * 40 + (hitId === FINGER || hitId === PACK || hitId === CARD ? hitIndex : 0); facing[i] = nx * 0.7 + ny + nz * 0.4; }
        lookAt(dx, dy, dz, (o1 + s * 0.618034) % 1);
        gather((o1 + s * 0.8191725) % 1, (o2 + s * 0.6710436) % 1, (o3 + s * 0.5497005) % 1, (o4 + s * 0.4502995) % 1);
        for (let k = 0; k < 3; k += 1) {
          lit[3 * i + k] += light[k] / samples; colour[3 * i + k] += albedo[k] / samples; gloss[3 * i + k] += min(3, shine[k]) / samples;
        }
      }
    }
  }
  develop(smooth(lit, ids, facing, width, height), colour, gloss, width, height);
}

function develop(lit, colour, gloss, width, height) {
  const canvas = document.body.appendChild(document.createElement("canvas"));
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d"), picture = context.createImageData(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x, u = x / width - 0.5, v = y / height - 0.5, corner = 1 - 0.5 * (u * u + v * v) ** 1.4;
      const grain = (chance() + chance() + chance() - 1.5) * 0.011;
      for (let k = 0; k < 3; k += 1) {
        const value = shoulder((lit[3 * i + k] * colour[3 * i + k] + gloss[3 * i + k]) * corner);
        picture.data[4 * i + k] = 255 * min(1, max(0, encoded(max(0, value)) + grain)) + 0.5;
      }
      picture.data[4 * i + 3] = 255;
    }
  }
  context.putImageData(picture, 0, 0);
}
