// A front door, close to, with a notice taped to it. Everything is a relief: a height for each pixel, a colour and a shine;
// then one low sun. Lengths are art px; heights too, towards the eye.
const layouts = {
  2400: {
    size: [2400, 1200], edge: 2090, jamb: 130,
    panels: [[120, -260, 940, 1000], [1040, -260, 1740, 1000]],
    sheet: { at: [960, 545], size: [1500, 940], turn: 1.2 }, form: "wide",
    plate: [600, 1062, 700, 116], number: [1915, 210, 200], knob: [1915, 800, 78], hasp: [2075, 470, 1],
  },
  1440: {
    size: [1440, 2160], edge: 1345, jamb: 70,
    panels: [[90, -300, 1240, 1650], [90, 1990, 1240, 2400]],
    sheet: { at: [672, 925], size: [1120, 1420], turn: 1.2 }, form: "tall",
    plate: [340, 1765, 660, 130], number: [672, 112, 170], knob: [1232, 1830, 62], hasp: [1335, 1380, 0.8],
  },
  1680: {
    size: [1680, 1680], edge: 1540, jamb: 90,
    panels: [[90, -300, 1420, 1440], [90, 1800, 1420, 2000]],
    sheet: { at: [752, 725], size: [1220, 1300], turn: 1.2 }, form: "square",
    plate: [420, 1498, 640, 122], number: [210, 1556, 130], knob: [1430, 1130, 62], hasp: [1528, 640, 0.85],
  },
};

const { abs, sqrt, max, min, sin, cos, exp, floor, PI, hypot } = Math;
const style = getComputedStyle(document.documentElement);
const property = (name) => style.getPropertyValue(`--${name}`).trim();
const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const mix = (a, b, t) => a.map((each, band) => each + (b[band] - each) * t);
const css = (colour, alpha = 1) => `rgba(${colour.map(Math.round).join(",")},${alpha})`;
const smooth = (a, b, x) => { const t = min(1, max(0, (x - a) / (b - a))); return t * t * (3 - 2 * t); };

const chance = dice(1313), lattice = Float32Array.from({ length: 65536 }, chance), noise = valueNoise(lattice);
const clouds = (x, y, octaves = 4) => layered(noise, x, y, octaves);

let W, H, L, paints, high, red, green, blue, shine, metal;

function canvas() {
  const sheet = document.createElement("canvas");
  sheet.width = W; sheet.height = H;
  return sheet.getContext("2d", { willReadFrequently: true });
}

// How much of each pixel a drawing covers, softened by `radius`.
function cover(draw, radius = 0) {
  const from = canvas(), to = canvas();
  from.fillStyle = from.strokeStyle = "#fff";
  draw(from);
  to.filter = radius ? `blur(${radius}px)` : "none";
  to.drawImage(from.canvas, 0, 0);
  const data = to.getImageData(0, 0, W, H).data, mask = new Float32Array(W * H);
  for (let at = 0; at < mask.length; at += 1) mask[at] = data[4 * at + 3] / 255;
  return mask;
}

function paint(at, colour, amount = 1) {
  red[at] += (colour[0] - red[at]) * amount; green[at] += (colour[1] - green[at]) * amount; blue[at] += (colour[2] - blue[at]) * amount;
}

// A thing screwed on: its outline, what height it stands on, how thick it is, how wide its bevel.
function fitting(draw, { base = 14, thick, bevel, colour, shiny = 1, worn = 0.25 }) {
  const edge = cover(draw), slope = cover(draw, bevel);
  for (let at = 0; at < edge.length; at += 1) {
    if (edge[at] < 0.01) continue;
    const x = at % W, y = floor(at / W), tarnish = smooth(0.42, 0.7, clouds(x / 60 + 11, y / 45, 4)) * worn + 0.06 * noise(x / 1.3, y / 9);
    high[at] += (base + thick * smooth(0.3, 1, slope[at]) - high[at]) * edge[at];
    paint(at, mix(colour, [46, 36, 24], tarnish), edge[at]);
    metal[at] = max(metal[at] * (1 - edge[at]), edge[at] * (1 - tarnish * 0.7)); shine[at] = shiny * edge[at];
  }
}

function box(target, [x, y, width, height], radius) { target.beginPath(); target.roundRect(x, y, width, height, radius); target.fill(); }

// Planks and paint: mouldings, grain, an older coat under the newest, and bare wood where both have gone.
function joinery() {
  for (let y = 0, at = 0; y < H; y += 1) for (let x = 0; x < W; x += 1, at += 1) {
    if (x > L.edge + L.jamb) { wall(x, y, at); continue; }
    const frame = x > L.edge;
    let level = 0, inside = 1e3;
    if (frame) { level = 22 - 60 * smooth(14, 0, x - L.edge) + 8 * smooth(40, 44, x - L.edge) - 8 * smooth(L.jamb - 30, L.jamb - 26, x - L.edge); }
    else {
      for (const [left, top, right, bottom] of L.panels) inside = min(inside, max(left - x, x - right, top - y, y - bottom));
      const d = -inside;   // how far within a panel
      if (d > -6) {
        level += 5 * exp(-(((d - 2) / 5) ** 2)) - 20 * smooth(6, 30, d) + 4 * exp(-(((d - 33) / 4) ** 2));
        level += 12 * smooth(70, 118, d);
      }
      level -= 26 * smooth(10, 0, L.edge - x);
    }
    const along = frame || inside < 0 || x > 1760 || x < 90 ? [x / 3.2, y / 210] : [x / 210, y / 3.2];
    const grain = noise(along[0] + clouds(x / 130, y / 130, 2) * 6, along[1]), fibre = noise(along[0] * 3.1, along[1] * 2.2);
    // Where paint lets go: low down, at edges, in sunburnt patches.
    const weary = clouds(x / 170 + 31, y / 210 + 7, 5) + 0.09 * (clouds(x / 16, y / 28, 3) - 0.44) * 2;
    const wear = weary + 0.06 * smooth(H * 0.55, H, y) + (frame ? -0.10 : 0.05 * exp(-abs(inside) / 26) + 0.05 * smooth(120, 0, L.edge - x));
    const top = frame ? 0.68 : 0.612, bare = top + 0.012 + 0.03 * noise(x / 140 + 9, y / 140), coat = frame ? paints.jamb : paints.door;
    const lost = smooth(top, top + 0.004, wear), gone = smooth(bare, bare + 0.004, wear);
    const curl = (limit) => 4.5 * exp(-max(0, limit - wear) / 0.006) * smooth(0.3, 0.8, noise(x / 31, y / 31));
    const cracks = smooth(0.05, 0, top - wear) ;
    const net = abs(noise(x / 15 + 3 * noise(x / 40, y / 40), y / 34) - 0.5), crack = cracks * smooth(0.035, 0.0, net);
    level += (1 - lost) * (2.6 + curl(top) - 3 * crack) + (1 - gone) * (2 + lost * curl(bare) * 0.6) + (grain - 0.5) * (gone ? 2.6 : 0.9) + (fibre - 0.5) * (gone ? 1 : 0.15);
    level += (clouds(x / 11, y / 16, 2) - 0.37) * 0.9;
    high[at] = level;
    const sun = clouds(x / 300 + 4, y / 400, 3) - 0.43, streak = smooth(0.5, 0.85, noise(x / 26, y / 500)) * 0.1;
    let colour = mix(coat, [255, 250, 235], max(0, sun * 0.35)); colour = mix(colour, [0, 0, 0], max(0, -sun) * 0.4 + streak + crack * 0.55);
    colour = mix(colour, mix(paints.under, [40, 30, 20], 0.12 + 0.25 * noise(x / 40, y / 60)), lost);
    colour = mix(colour, mix(paints.wood, [52, 34, 20], 0.15 + grain * 0.55 + fibre * 0.25), gone);
    const grime = frame ? 0 : 0.34 * smooth(16, 0, abs(inside + 30)) * (0.5 + noise(x / 50, y / 50));
    paint(at, mix(colour, [22, 18, 14], grime));
    shine[at] = (1 - lost) * 0.3 * (1 - streak * 3); metal[at] = 0;
  }
}

function wall(x, y, at) {
  const course = floor(y / 92), row = y / 92 - course, along = (x + (course % 2) * 130) / 262, brick = floor(along), across = along - brick;
  const wander = (noise(x / 14, y / 14) - 0.5) * 0.05;
  const joint = max(smooth(0.10, 0.05, min(row, 1 - row) + wander), smooth(0.035, 0.018, min(across, 1 - across) + wander * 0.35));
  high[at] = 40 - joint * 16 + (clouds(x / 11, y / 11, 3) - 0.43) * 10;
  const tone = lattice[(brick * 71 + course * 331 + 9) & 65535];
  const colour = mix(mix(paints.brick, [52, 30, 30], tone * 0.5), [214, 160, 120], 0.2 * noise(x / 6, y / 5));
  paint(at, mix(colour, [176, 168, 152], joint)); shine[at] = 0; metal[at] = 0;
}

function hardware() {
  const [x, y, width, height] = L.plate, brass = paints.brass, steel = [168, 174, 180];
  fitting((c) => box(c, L.plate, 16), { thick: 20, bevel: 7, colour: brass });
  fitting((c) => box(c, [x + 84, y + height * 0.2, width - 168, height * 0.6], 8), { base: 30, thick: 10, bevel: 6, colour: mix(brass, [255, 235, 170], 0.15), worn: 0.15 });
  groove((c) => { c.lineWidth = 5; c.beginPath(); c.roundRect(x + 80, y + height * 0.2 - 4, width - 160, height * 0.6 + 8, 10); c.stroke(); }, 16, 0.75);
  groove((c) => { c.font = `${height * 0.44}px marcellus`; c.letterSpacing = `${height * 0.13}px`; c.textAlign = "center"; c.textBaseline = "middle"; c.fillText("LETTERS", x + width / 2, y + height * 0.53); }, 8, 0.62);
  for (const sx of [x + 40, x + width - 40]) screw(sx, y + height / 2, 15, brass, 32);
  const [nx, ny, tall] = L.number;
  fitting((c) => { c.font = `${tall}px marcellus`; c.textAlign = "center"; c.textBaseline = "middle"; c.lineWidth = tall * 0.035; c.fillText("13", nx, ny); c.strokeText("13", nx, ny); }, { thick: 16, bevel: 4, colour: brass, worn: 0.2 });
  const [kx, ky, r] = L.knob;
  fitting((c) => { c.beginPath(); c.arc(kx, ky, r * 1.25, 0, 2 * PI); c.fill(); }, { thick: 10, bevel: 5, colour: brass });
  fitting((c) => { c.beginPath(); c.arc(kx, ky, r, 0, 2 * PI); c.fill(); }, { base: 22, thick: 80, bevel: r * 0.5, colour: mix(brass, [255, 230, 160], 0.2), worn: 0.12 });
  const [hx, hy, s] = L.hasp;   // new, and the only thing here that is
  fitting((c) => box(c, [hx - 175 * s, hy - 42 * s, 270 * s, 84 * s], 12 * s), { thick: 14, bevel: 3, colour: steel, worn: 0.05 });
  for (const [sx, sy] of [[-150, -20], [-150, 20], [-110, 0], [70, -20], [70, 20]]) screw(hx + sx * s, hy + sy * s, 10 * s, steel, 26);
  fitting((c) => { c.lineWidth = 19 * s; c.beginPath(); c.moveTo(hx - 52 * s, hy + 130 * s); c.lineTo(hx - 52 * s, hy + 22 * s); c.arc(hx - 8 * s, hy + 22 * s, 44 * s, PI, 0); c.lineTo(hx + 36 * s, hy + 130 * s); c.stroke(); }, { base: 34, thick: 26, bevel: 5 * s, colour: [196, 200, 205], worn: 0.02 });
  fitting((c) => box(c, [hx - 92 * s, hy + 92 * s, 168 * s, 138 * s], 18 * s), { base: 34, thick: 40, bevel: 9 * s, colour: mix(brass, [230, 180, 80], 0.4), worn: 0.06 });
  groove((c) => { c.beginPath(); c.arc(hx - 8 * s, hy + 168 * s, 11 * s, 0, 2 * PI); c.fill(); c.fillRect(hx - 13 * s, hy + 168 * s, 10 * s, 32 * s); }, 30, 0.9);
  groove((c) => { c.lineWidth = 2.5 * s; for (const dy of [108, 214]) { c.beginPath(); c.moveTo(hx - 88 * s, hy + dy * s); c.lineTo(hx + 72 * s, hy + dy * s); c.stroke(); } }, 5, 0.4);
}

function screw(x, y, r, colour, base) {
  fitting((c) => { c.beginPath(); c.arc(x, y, r, 0, 2 * PI); c.fill(); }, { base, thick: 7, bevel: r * 0.3, colour, worn: 0.1 });
  groove((c) => { c.lineWidth = r * 0.3; const turn = x * 1.7 + y; c.beginPath(); c.moveTo(x - cos(turn) * r * 0.8, y - sin(turn) * r * 0.8); c.lineTo(x + cos(turn) * r * 0.8, y + sin(turn) * r * 0.8); c.stroke(); }, 5, 0.7);
}

function groove(draw, deep, dark) {
  const mask = cover(draw, 0.8);
  for (let at = 0; at < mask.length; at += 1) if (mask[at]) { high[at] -= deep * mask[at]; paint(at, [20, 14, 8], dark * mask[at]); metal[at] *= 1 - mask[at] * 0.8; }
}

// The notice: folded in four for the post, flattened, taped by the corners; one corner has come away.
function notice() {
  const { at: [mx, my], size: [width, height], turn } = L.sheet, angle = (-turn * PI) / 180, ca = cos(angle), sa = sin(angle);
  const place = (c) => { c.translate(mx, my); c.rotate(angle); c.translate(-width / 2, -height / 2); };
  const outline = cover((c) => { place(c); c.fillRect(0, 0, width, height); }), print = canvas();
  place(print);
  drawNotice(print, width, height, L.form, paints);
  const marks = print.getImageData(0, 0, W, H).data, folds = height > width * 0.8 ? [[0.5], [1 / 3, 2 / 3]] : [[1 / 3, 2 / 3], [0.5]];
  for (let y = 0, at = 0; y < H; y += 1) for (let x = 0; x < W; x += 1, at += 1) {
    if (outline[at] < 0.02) continue;
    const u = (x - mx) * ca + (y - my) * sa + width / 2, v = -(x - mx) * sa + (y - my) * ca + height / 2;
    let level = 30 + 7 * (clouds(x / 330 + 8, y / 300, 2) - 0.37);
    for (const part of folds[0]) { const d = u - part * width + (noise(v / 50, 3) - 0.5) * 3; level += 6 * exp(-abs(d) / 34) * (part > 0.5 ? -1 : 1) + 1.6 * exp(-d * d / 5) * (part > 0.5 ? -1 : 1); }
    for (const part of folds[1]) { const d = v - part * height + (noise(u / 50, 8) - 0.5) * 3; level += 6 * exp(-abs(d) / 34) * (part > 0.4 ? 1 : -1) + 1.6 * exp(-d * d / 5); }
    const corner = max(0, (u - width + 190) + (v - height + 190)) / 190;
    level += 42 * corner * corner + (noise(x / 4.5, y / 4.5) - 0.5) * 0.2 + (clouds(x / 22, y / 22, 2) - 0.37) * 1.1;
    const cover = outline[at], ink = marks[4 * at + 3] / 255;
    let sheet = mix(paints.paper, [150, 120, 80], 0.05 * clouds(x / 90, y / 90, 3) + 0.14 * smooth(26, 0, min(u, v, width - u, height - v)) * noise(x / 20, y / 20));
    const tooth = clouds(x / 4 + 60, y / 4, 2) / 0.75, press = min(1, ink * (0.86 + 0.24 * tooth));
    const colour = [0, 1, 2].map((band) => sheet[band] * (1 - press) + (marks[4 * at + band] / 255) * sheet[band] * press);
    high[at] = high[at] * (1 - cover) + (level + max(0, 3)) * cover;
    paint(at, colour, cover); metal[at] *= 1 - cover; shine[at] = shine[at] * (1 - cover) + 0.02 * cover;
  }
  const tape = (u, v, turnBy, long) => {
    const mask = cover((c) => {
      place(c); c.translate(u, v); c.rotate(turnBy);
      c.beginPath(); c.moveTo(-long / 2, -34);
      for (let k = 0; k <= 8; k += 1) c.lineTo(long / 2 + (k % 2 ? 5 : 0), -34 + k * 8.5);
      for (let k = 8; k >= 0; k -= 1) c.lineTo(-long / 2 - (k % 2 ? 5 : 0), -34 + k * 8.5);
      c.fill();
    });
    for (let at = 0; at < mask.length; at += 1) if (mask[at]) {
      const x = at % W, y = floor(at / W), crease = noise(x / 5, y / 40) * noise(x / 60, y / 6);
      high[at] += (2.5 + crease * 2) * mask[at]; paint(at, [214, 186, 128], 0.5 * mask[at]); shine[at] = 0.55 * mask[at];
    }
  };
  tape(26, 26, -PI / 4, 190); tape(width - 26, 24, PI / 4, 200); tape(22, height - 26, PI / 4 + 0.06, 180);
}

// One low sun from the upper left through somebody's tree, and the sky.
function lit() {
  const image = new ImageData(W, H), data = image.data, low = blurred(high, 9), lx = -0.60, ly = -0.62, lz = 0.52;
  for (let y = 0, at = 0; y < H; y += 1) for (let x = 0; x < W; x += 1, at += 1) {
    const left = high[x ? at - 1 : at], right = high[x < W - 1 ? at + 1 : at], up = high[y ? at - W : at], down = high[y < H - 1 ? at + W : at];
    let nx = (left - right) * 0.5, ny = (up - down) * 0.5, nz = 1;
    const length = sqrt(nx * nx + ny * ny + 1); nx /= length; ny /= length; nz /= length;
    let open = 1;
    for (let step = 2; step < 60; step *= 1.22) {
      const sx = floor(x + lx * step), sy = floor(y + ly * step);
      if (sx < 0 || sy < 0) break;
      const over = high[sy * W + sx] - high[at] - step * 0.62;
      if (over > 0) open = min(open, max(0, 1 - over / (2 + step * 0.16)));
    }
    const leaves = clouds(x / 210 + y / 300 + 3, y / 150 - x / 900 + 20, 4), dapple = smooth(0.26, 0.56, leaves) * 0.22 + 0.79;
    const bright = open * dapple, sun = max(0, nx * lx + ny * ly + nz * lz) / lz;
    const hollow = min(1, max(0.25, 1 - (low[at] - high[at]) * 0.028)), sky = (0.62 + 0.38 * -ny) * hollow;
    const hx = lx, hy = ly, hz = lz + 1, hl = sqrt(hx * hx + hy * hy + hz * hz), facing = max(0, (nx * hx + ny * hy + nz * hz) / hl);
    const gleam = shine[at] * (facing ** 40) * 0.5 * open;
    const m = metal[at];
    // What metal mirrors: sky above, the path below, a dark hedge between, and the sun.
    const ry = 2 * nz * ny, rx = 2 * nz * nx, glass = 0.34 + 0.75 * smooth(0.1, -0.7, ry + rx * 0.25) + 0.28 * smooth(0.25, 0.9, ry) + 1.5 * exp(-((rx + 0.55) ** 2 + (ry + 0.6) ** 2) * 7) * (0.3 + 0.7 * open);
    const warm = [1.0, 0.93, 0.80], cool = [0.36, 0.40, 0.47], own = [red[at], green[at], blue[at]], grain = (lattice[(at * 31 + y * 7) & 65535] + lattice[(at * 17 + 99) & 65535] - 1) * 0.9;
    for (let band = 0; band < 3; band += 1) {
      const dull = own[band] * (warm[band] * 0.74 * sun * bright + cool[band] * sky * 0.84), bare = own[band] * glass * (0.55 + 0.45 * hollow) * (0.7 + 0.3 * bright);
      const value = dull * (1 - m) + bare * m + 255 * gleam * warm[band];
      data[4 * at + band] = 280 * (1 - exp(-1.95 * (value / 255) ** 1.22)) + grain;
    }
    data[4 * at + 3] = 255;
  }
  const sheet = canvas();
  sheet.putImageData(image, 0, 0);
  const lens = canvas();   // no lens is sharper than this
  lens.filter = `blur(${W === 2400 ? 0.8 : 1}px)`; lens.drawImage(sheet.canvas, 0, 0);
  return lens;
}

function blurred(field, radius) {
  const across = new Float32Array(W * H), out = new Float32Array(W * H), span = 2 * radius + 1;
  for (let y = 0; y < H; y += 1) { let sum = 0; const row = y * W; for (let k = -radius; k <= radius; k += 1) sum += field[row + max(0, min(W - 1, k))]; for (let x = 0; x < W; x += 1) { across[row + x] = sum / span; sum += field[row + min(W - 1, x + radius + 1)] - field[row + max(0, x - radius)]; } }
  for (let x = 0; x < W; x += 1) { let sum = 0; for (let k = -radius; k <= radius; k += 1) sum += across[max(0, min(H - 1, k)) * W + x]; for (let y = 0; y < H; y += 1) { out[y * W + x] = sum / span; sum += across[min(H - 1, y + radius + 1) * W + x] - across[max(0, y - radius) * W + x]; } }
  return out;
}

function photograph(layout) {
  L = layout;
  [W, H] = L.size;
  paints = Object.fromEntries(["door", "under", "wood", "brass", "brick", "jamb", "paper", "ink", "stamp"].map((name) => [name, rgb(property(name))]));
  [high, red, green, blue, shine, metal] = Array.from({ length: 6 }, () => new Float32Array(W * H));
  joinery();
  hardware();
  notice();
  document.body.append(lit().canvas);
}
