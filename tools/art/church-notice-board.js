// A wayside pulpit: an arched name board over a glazed case of felt, and a board of service times, before a church's wall.
const layouts = {
  2400: {
    size: [2400, 1200], frame: [330, 252, 1740, 734], rail: 62, times: [352, 1004, 1696, 128],
    arch: { ends: [372, 2028], apex: 40, sag: 90, foot: 256 }, cross: 0, ground: 1168,
    window: { middle: 2252, half: 92, spring: 420, foot: 1010 },
    ivy: [
      { path: [[60, 1200], [110, 900], [90, 640], [180, 420], [250, 250], [380, 140], [620, 60]], thick: 150, leaves: 620, size: 30 },
      { path: [[240, 1200], [300, 1080], [330, 900], [322, 760], [350, 640]], thick: 90, leaves: 190, size: 25 },
      { path: [[2400, 1200], [2250, 1130], [2090, 1120], [1960, 1146]], thick: 90, leaves: 170, size: 26 },
    ],
  },
  1440: {
    size: [1440, 2160], frame: [130, 490, 1180, 1210], rail: 66, times: [152, 1722, 1136, 240],
    arch: { ends: [160, 1280], apex: 222, sag: 104, foot: 494 }, cross: 150, ground: 2096, window: null,
    ivy: [
      { path: [[40, 2160], [70, 1700], [60, 1300], [90, 900], [110, 620], [160, 440], [300, 290]], thick: 124, leaves: 640, size: 32 },
      { path: [[1440, 2160], [1360, 2080], [1240, 2030], [1100, 2050]], thick: 110, leaves: 230, size: 30 },
      { path: [[1440, 160], [1420, 380], [1350, 560], [1330, 820]], thick: 100, leaves: 230, size: 28 },
    ],
  },
  1680: {
    size: [1680, 1680], frame: [150, 396, 1380, 846], rail: 64, times: [172, 1264, 1336, 190],
    arch: { ends: [186, 1494], apex: 146, sag: 98, foot: 400 }, cross: 100, ground: 1622, window: null,
    ivy: [
      { path: [[40, 1680], [80, 1300], [60, 900], [110, 620], [150, 420], [270, 236]], thick: 120, leaves: 560, size: 31 },
      { path: [[1680, 1680], [1560, 1600], [1420, 1560], [1240, 1580]], thick: 105, leaves: 230, size: 29 },
      { path: [[1680, 90], [1640, 300], [1570, 470], [1556, 640]], thick: 90, leaves: 190, size: 27 },
    ],
  },
};
const layout = layouts[innerWidth], [width, height] = layout.size, snowy = number("snowfall");
const [fx, fy, fw, fh] = layout.frame, { rail } = layout, felt = [fx + rail, fy + rail, fw - 2 * rail, fh - 2 * rail];

// Oak: `along` is true where the grain runs from left to right.
function timber(field, box, along, height, seed, within = () => true) {
  const dark = rgb("oak-dark"), lit = rgb("oak-lit");
  field.each(box, (x, y, i) => {
    if (!within(x, y)) return;
    const u = along ? x : y, v = along ? y : x, bend = 26 * clouds(u * 0.003, v * 0.01, 2, seed);
    const grain = clouds(u * 0.004, (v + bend) * 0.11, 5, seed), fine = noise(u * 0.02, v * 0.9, seed + 5), split = step(0.755, 0.83, clouds(u * 0.005, (v + bend) * 0.2, 3, seed + 40));
    field.paint(i, mix(dark, lit, clamp(0.12 + 1.25 * (grain - 0.2) + 0.3 * (fine - 0.5)))); field.shade(i, 1 - 0.5 * split);
    field.z[i] = height(x, y) + 1.4 * grain + 0.7 * fine - 2.4 * split;
    field.gloss[i] = 0.05;
  });
}

// Height of a board of this box: a rounded arris, so wide.
const board = (box, z, arris = 7) => (x, y) => { const d = -roundedBox(x, y, box, 3); return z - arris * Math.pow(1 - clamp(d / arris), 2); };

// A moulded rail: high outside, then a step, then a slope down to the glass.
function moulding(x, y) {
  const d = -roundedBox(x, y, layout.frame, 6), in_ = rail - d;
  return 88 - 8 * Math.pow(1 - clamp(d / 9), 2) - 9 * step(26, 22, in_) - 17 * step(20, 2, in_);
}

function arc() {
  const { ends, apex, sag } = layout.arch, half = (ends[1] - ends[0]) / 2, radius = (half * half + sag * sag) / (2 * sag);
  return { x: ends[0] + half, y: apex + radius, radius };
}

function painted(field, box, z, seed, inside) {   // a painted board with a lined edge
  const paint = rgb("paint"), gilt = rgb("gilt"), primer = rgb("primer");
  field.each(box, (x, y, i) => {
    const d = inside(x, y);
    if (d > 0) return;
    const flaked = step(0.71, 0.735, clouds(x * 0.034, y * 0.06, 5, seed) + 0.17 * exp(d / 16) - 0.05);
    field.paint(i, paint); field.shade(i, 0.94 + 0.16 * clouds(x * 0.006, y * 0.03, 3, seed + 2));
    field.paint(i, primer, 0.8 * flaked);
    field.z[i] = z - 6 * Math.pow(1 - clamp(-d / 6), 2) - 1.1 * flaked + 0.5 * clouds(x * 0.008, y * 0.2, 3, seed + 7);
    if (abs(d + 17) < 2.4) { const worn = step(0.72, 0.5, clouds(x * 0.05, y * 0.05, 3, seed + 9)); field.paint(i, gilt, 0.92 * worn); field.gloss[i] = 0.25 * worn; } else field.gloss[i] = 0.05;
  });
}

function brass(field, box, radius, z) {
  field.each([box[0] - 2, box[1] - 2, box[2] + 4, box[3] + 4], (x, y, i) => {
    const d = roundedBox(x, y, box, radius);
    if (d > 0) return;
    field.z[i] = z - 3 * Math.pow(1 - clamp(-d / 4), 2); field.paint(i, rgb("brass")); field.shade(i, 0.8 + 0.4 * clouds(x * 0.05, y * 0.05, 3, 88)); field.gloss[i] = 0.5;
  });
}

function screw(field, x, y, z) {
  brass(field, [x - 7, y - 7, 14, 14], 7, z);
  field.each([x - 6, y - 1.4, 12, 2.8], (px, py, i) => { field.z[i] -= 3; field.shade(i, 0.45); });
}

function build(r) {
  const field = new Field(width, height), { arch, times, window } = layout, circle = arc();
  field.glow = new Float32Array(width * height);
  wall(field, r);
  windowIn(field, window, r);
  weathered(field);
  const bow = (x, y) => hypot(x - circle.x, y - circle.y) - circle.radius;
  // Two posts, the back, then everything that is fixed to it.
  for (const x of [fx + 40, fx + fw - 104]) timber(field, [x, fy + 40, 64, height], false, board([x, fy + 40, 64, height], 46), 610 + x);
  const inArch = (x, y) => max(bow(x, y), arch.ends[0] - x, x - arch.ends[1], y - arch.foot);
  painted(field, [arch.ends[0], arch.apex, arch.ends[1] - arch.ends[0], arch.foot - arch.apex], 64, 120, inArch);
  const cap = (x, y) => { const d = bow(x, y + 0); return abs(d - 15) - 17; };
  timber(field, [arch.ends[0] - 26, arch.apex - 40, arch.ends[1] - arch.ends[0] + 52, arch.sag + 110], true, (x, y) => 104 - 10 * Math.pow(1 - clamp(-cap(x, y) / 12), 2), 210,
    (x, y) => cap(x, y) < 0 && x > arch.ends[0] - 22 && x < arch.ends[1] + 22);
  for (const x of [arch.ends[0] - 14, arch.ends[1] - 20]) timber(field, [x, arch.apex + arch.sag, 34, arch.foot - arch.apex - arch.sag], false, board([x, arch.apex + arch.sag - 20, 34, 400], 84), 320 + x);
  if (layout.cross) {
    const x = circle.x, foot = arch.apex - 24, tall = layout.cross, bars = [[x - 13, foot - tall, 26, tall + 10], [x - tall * 0.32, foot - tall * 0.74, tall * 0.64, 25]];
    timber(field, bars[0], false, board(bars[0], 92), 400); timber(field, bars[1], true, board(bars[1], 93), 410);
  }
  timber(field, [fx, fy, fw, rail], true, moulding, 500); timber(field, [fx, fy + fh - rail, fw, rail], true, moulding, 520);
  for (const x of [fx, fx + fw - rail]) {
    timber(field, [x, fy, rail, fh], false, moulding, 540 + x, (px, py) => { const d = min(px - fx, fx + fw - px); return py - fy > d && fy + fh - py > d; });
  }
  const woven = rgb("felt");
  field.each(felt, (x, y, i) => {
    const groove = abs(((y - felt[1]) % 19) - 9.5), sag = clouds(x * 0.004, y * 0.006, 3, 640);
    field.paint(i, woven); field.shade(i, 0.82 + 0.2 * sag + 0.2 * (noise(x * 0.7, y * 0.9, 645) - 0.5) + 0.1 * (noise(x * 0.12, y * 0.5, 646) - 0.5));
    field.z[i] = 44 + number("groove") * step(9.5, 5.5, groove) + 0.5 * noise(x * 0.6, y * 0.6, 650) + 2 * sag; field.gloss[i] = 0;
    if (groove > 8.2) field.shade(i, 1 - 0.16 * number("groove"));
  });
  for (const y of [fy + fh * 0.24, fy + fh * 0.76]) { brass(field, [fx + 4, y - 34, 17, 68], 3, 94); for (const dy of [-22, 0, 22]) screw(field, fx + 12.5, y + dy, 96); }
  brass(field, [fx + fw - 46, fy + fh / 2 - 30, 30, 60], 14, 92);
  field.each([fx + fw - 35, fy + fh / 2 - 9, 8, 22], (x, y, i) => { if (hypot(x - fx - fw + 31, y - fy - fh / 2 + 5) < 4.5 || abs(x - fx - fw + 31) < 2) { field.z[i] -= 8; field.paint(i, [10, 9, 8]); } });
  painted(field, times, 66, 700, (x, y) => roundedBox(x, y, times, 4));
  const [tx, ty, tw, th] = times;
  for (const x of [tx + 30, tx + tw - 30]) for (const y of [ty + 30, ty + th - 30]) screw(field, x, y, 69);
  return field;
}

// The sky and a bare tree, as the glass shows them.
function reflection(r) {
  const pen = sheet(width, height), [x, y, w, h] = felt, far = pen.createLinearGradient(x, y, x + w * 0.55, y + h * 1.1);
  for (const [at, strong] of [[0, 0.95], [0.3, 0.6], [0.52, 0.2], [0.7, 0.34], [1, 0.08]]) far.addColorStop(at, css(rgb("reflected"), strong));
  pen.fillStyle = far; pen.fillRect(x, y, w, h);
  pen.globalCompositeOperation = "destination-out"; pen.lineCap = "round";
  const branch = (px, py, angle, length, thick) => {
    if (thick < 1) return;
    const ex = px + cos(angle) * length, ey = py + sin(angle) * length;
    pen.lineWidth = thick; pen.beginPath(); pen.moveTo(px, py); pen.quadraticCurveTo((px + ex) / 2 + r.within(-0.1, 0.1) * length, (py + ey) / 2, ex, ey); pen.stroke();
    for (let n = 0; n < 3; n += 1) branch(ex, ey, angle + r.within(-0.75, 0.75), length * r.within(0.6, 0.86), thick * r.within(0.5, 0.72));
  };
  branch(x + w * 0.2, y + h * 1.1, -1.45, h * 0.42, h * 0.07); branch(x + w * 0.86, y + h * 1.2, -1.7, h * 0.36, h * 0.05);
  pen.beginPath(); pen.moveTo(x, y + h); for (let n = 0; n <= 60; n += 1) pen.lineTo(x + (w * n) / 60, y + h * (0.93 - 0.13 * clouds(n * 0.12, 1, 3, 9))); pen.lineTo(x + w, y + h); pen.fill();
  return pen;
}

function glazed(picture, r) {
  const [x, y, w, h] = felt, seen = reflection(r);
  picture.save(); picture.beginPath(); picture.rect(x, y, w, h); picture.clip();
  picture.globalCompositeOperation = "screen"; picture.filter = "blur(3px)"; picture.globalAlpha = number("reflection");
  picture.drawImage(seen.canvas, 0, 0);
  picture.globalAlpha = number("reflection") * 0.42; picture.filter = "blur(12px)";
  for (const [at, thick] of [[0.56, 0.1], [0.7, 0.028]]) {
    picture.fillStyle = css(rgb("reflected")); picture.beginPath(); picture.moveTo(x + w * at, y); picture.lineTo(x + w * (at + thick), y); picture.lineTo(x + w * (at + thick) - h * 0.6, y + h); picture.lineTo(x + w * at - h * 0.6, y + h); picture.fill();
  }
  picture.restore();
  cobweb(picture, x + w, y, min(w, h) * 0.2, r);
  picture.save(); picture.strokeStyle = css(rgb("reflected"), 0.35); picture.lineWidth = 2.5; picture.strokeRect(x + 1, y + 1, w - 2, h - 2); picture.restore();
}

function cobweb(pen, x, y, size, r) {
  const spokes = [0.06, 0.3, 0.55, 0.8, 1.02, 1.28, 1.5].map((angle) => [angle, size * r.within(0.75, 1.1)]);
  pen.save(); pen.strokeStyle = "rgb(236 238 240 / .34)"; pen.lineWidth = 1.1;
  for (const [angle, long] of spokes) { pen.beginPath(); pen.moveTo(x, y); pen.lineTo(x - cos(angle) * long, y + sin(angle) * long); pen.stroke(); }
  for (let ring = 0.2; ring < 0.95; ring += 0.12) for (let n = 0; n < spokes.length - 1; n += 1) {
    if (r() < 0.14) continue;
    const [a, b] = [spokes[n], spokes[n + 1]].map(([angle, long]) => [x - cos(angle) * long * ring, y + sin(angle) * long * ring]), pull = 0.93;
    pen.beginPath(); pen.moveTo(...a); pen.quadraticCurveTo(x + ((a[0] + b[0]) / 2 - x) * pull, y + ((a[1] + b[1]) / 2 - y) * pull, ...b); pen.stroke();
  }
  pen.restore();
}

// Snow lies on an edge from x0 to x1 at the height top(x), so thick.
function snowOn(pen, x0, x1, top, thick, seed) {
  const crest = (x) => { const end = min(1, (x - x0) / 40, (x1 - x) / 40); return top(x) - thick * sqrt(max(0, end)) * (0.55 + 0.75 * clouds(x * 0.011, seed, 3, 9)); };
  const base = (x) => top(x) + 5 + 9 * noise(x * 0.03, seed, 12);
  pen.save(); pen.shadowColor = "rgb(20 30 60 / .5)"; pen.shadowBlur = 8; pen.shadowOffsetX = 5; pen.shadowOffsetY = 8;
  const middle = top((x0 + x1) / 2), tone = pen.createLinearGradient(0, middle - thick * 1.2, 0, middle + 24);
  tone.addColorStop(0, "#ffffff"); tone.addColorStop(0.55, "#eaf1fa"); tone.addColorStop(1, "#a9bdd8");
  pen.fillStyle = tone; pen.beginPath();
  for (let x = x0; x <= x1; x += 4) pen.lineTo(x, crest(x));
  for (let x = x1; x >= x0; x -= 4) pen.lineTo(x, base(x));
  pen.fill(); pen.restore();
}

function winter(picture, r) {
  const { arch, times } = layout, circle = arc(), over = (x) => circle.y - sqrt((circle.radius + 31) ** 2 - (x - circle.x) ** 2);
  snowOn(picture, arch.ends[0] - 24, arch.ends[1] + 24, over, 30, 2);
  if (layout.cross) snowOn(picture, circle.x - layout.cross * 0.33, circle.x + layout.cross * 0.33, () => arch.apex - 22 - layout.cross * 0.74, 14, 8);
  snowOn(picture, fx - 2, arch.ends[0] - 6, () => fy, 16, 3); snowOn(picture, arch.ends[1] + 6, fx + fw + 2, () => fy, 16, 4);
  snowOn(picture, felt[0] - 4, felt[0] + felt[2] + 4, () => felt[1] + felt[3] + 16, 20, 5);
  snowOn(picture, times[0], times[0] + times[2], () => times[1], 13, 6);
  if (layout.window) { const { middle, half, foot } = layout.window; snowOn(picture, middle - half * 1.3, middle + half * 1.3, () => foot + 8, 20, 7); }
  // Frost in the corners of the glass.
  const frost = sheet(width, height), image = frost.createImageData(width, height), [x0, y0, w, h] = felt;
  for (let y = floor(y0); y < y0 + h; y += 1) for (let x = floor(x0); x < x0 + w; x += 1) {
    const corner = min(hypot(x - x0, y - y0 - h), hypot(x - x0 - w, y - y0 - h)) / (min(w, h) * 0.22), n = clouds(x * 0.03, y * 0.03, 5, 15);
    const i = (y * width + x) * 4; image.data[i] = 226; image.data[i + 1] = 236; image.data[i + 2] = 248; image.data[i + 3] = 150 * step(1, 0.1, corner + 0.6 * (n - 0.5)) * (0.5 + n);
  }
  frost.putImageData(image, 0, 0); picture.drawImage(frost.canvas, 0, 0);
}

function flakes(picture, r) {
  for (let n = 0; n < width * 0.16; n += 1) {
    const near = r() ** 3, size = 2 + 9 * near, x = r() * width, y = r() * height, clear = x > fx - 20 && x < fx + fw + 20 && y > layout.arch.apex && y < layout.times[1] + layout.times[3];
    if (clear && r() < 0.96) continue;
    picture.save(); picture.filter = near > 0.3 ? "blur(3px)" : "none"; picture.fillStyle = `rgb(255 255 255 / ${r.within(0.5, 0.95)})`; picture.beginPath(); picture.ellipse(x, y, size * 0.8, size, 0.2, 0, 7); picture.fill(); picture.restore();
  }
}

// Dusk: a lamp above the board, and light in the window.
function evening(picture, field) {
  const image = picture.getImageData(0, 0, width, height), data = image.data, [x0, y0] = [arc().x, fy - 60], power = number("lamp-much"), warm = rgb("lamplight"), stained = [255, 178, 84];
  for (let y = 0, i = 0; y < height; y += 1) for (let x = 0; x < width; x += 1, i += 1) {
    const out = hypot((x - x0) / (fw * 0.62), (y - y0) / (fh * 1.05)), lamp = power * exp(-out * out * 1.5);
    for (let band = 0; band < 3; band += 1) {
      data[i * 4 + band] *= 1 - power * 0.36 * (band === 2 ? 0.8 : 1) + lamp * warm[band] / 255 * 1.25;
      if (field.glow[i]) data[i * 4 + band] += field.glow[i] * (field.colour[i * 3 + band] * 0.95 + stained[band] * 0.22);
    }
  }
  picture.putImageData(image, 0, 0);
}

function photograph() {
  const r = dice(1662), field = build(r), sun = setting("sun").split(" ").map(Number);
  const picture = field.lit({ sun, warm: rgb("sunlight"), sky: rgb("skylight"), ambient: number("ambient"), power: number("power"), reach: 190, soft: number("soft"), hollow: 0.011 });
  evening(picture, field);
  glazed(picture, r);
  if (snowy) winter(picture, r);
  ivy(picture, layout.ivy, r);
  const ground = height - layout.ground;
  if (snowy) snowOn(picture, -60, width + 60, () => height + 10, ground * 1.9, 11);
  else outOfFocus(picture, 1.2, (pen) => grass(pen, height + 10, ground * 2.7, r, width * 0.9));
  if (snowy) flakes(picture, r);
  developed(picture, { softness: number("softness"), vignette: number("vignette"), grain: number("grain") });
  show(picture);
}

photograph();
