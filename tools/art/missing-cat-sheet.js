// The sheet: what the copier left on it, how it hangs, and the light on it and on the post.
const CUT = 5;        // px between two strips
const DOG_EAR = 78;   // px of the corner that has fallen forward
const LIGHT = [-0.52, -0.50, 0.69];

// Toner, 0 to 1, upon the sheet.
function copied(layout) {
  const [width, height] = layout.sheet.size, [px, py, pw, ph] = layout.picture, strips = layout.strips;
  const cat = portrait(pw, ph).getImageData(0, 0, pw, ph).data, toner = new Float32Array(width * height);
  const cell = 7.2, turn = PI / 4, ca = cos(turn) / cell, sa = sin(turn) / cell;
  const dark = (u, v, amount) => { const i = floor(v) * width + floor(u); if (u >= 0 && v >= 0 && u < width && v < height) toner[i] = max(toner[i], amount); };
  for (let y = 0; y < ph; y += 1) for (let x = 0; x < pw; x += 1) {
    const grey = cat[4 * (y * pw + x)] / 255, told = clamp((grey - 0.5) * 1.32 + 0.52);
    const a = x * ca - y * sa, b = x * sa + y * ca;
    const dot = 0.5 + 0.25 * (cos(2 * PI * a) + cos(2 * PI * b)) * 0.98 + 0.05 * (noise(x / 1.7, y / 1.7) - 0.5);
    toner[(py + y) * width + px + x] = step(-0.1, 0.1, dot - told);
  }
  const line = (x0, y0, x1, y1, thick) => {   // of pasted-up paper: its edges copy, unevenly
    const long = Math.hypot(x1 - x0, y1 - y0);
    for (let s = 0; s < long; s += 0.5) {
      const u = x0 + ((x1 - x0) * s) / long, v = y0 + ((y1 - y0) * s) / long, wide = thick * (0.5 + rough(u / 40, v / 40));
      for (let t = -wide / 2; t <= wide / 2; t += 0.5) dark(u + (y1 === y0 ? 0 : t), v + (y1 === y0 ? t : 0), clamp(0.3 + 1.1 * rough(u / 9, v / 9)));
    }
  };
  line(px - 3, py - 2, px + pw + 4, py - 3, 5); line(px - 3, py - 2, px - 4, py + ph + 3, 3.4);
  line(px + pw + 3, py - 2, px + pw + 2, py + ph + 3, 5); line(px - 3, py + ph + 2, px + pw + 4, py + ph + 4, 3.4);
  for (let each = 0; each <= strips.count; each += 1) {   // scissors, drawn beside by hand, follow these
    const u = (width / strips.count) * each;
    for (let v = strips.top - 26; v < height; v += 1) if (v % 22 < 13 && each && each < strips.count) for (let t = -1; t < 2; t += 1) dark(u + t, v, 0.8);
  }
  for (let u = 0; u < width; u += 1) if (u % 26 < 16) for (let t = 0; t < 3; t += 1) dark(u, strips.top - 26 + t, 0.75);
  for (let speck = 0; speck < 900; speck += 1) {   // dirt on the glass
    const u = width * chance(), v = height * chance(), r = 0.6 + 2.2 * chance() ** 6;
    for (let dy = -r; dy <= r; dy += 1) for (let dx = -r; dx <= r; dx += 1) if (dx * dx + dy * dy <= r * r) dark(u + dx, v + dy, 0.35 + 0.5 * chance());
  }
  for (let v = 0; v < height; v += 1) {   // a worn drum: two faint streaks, and a shade along one edge
    for (const [u, wide, most] of [[width * 0.845, 3, 0.20], [width * 0.31, 2, 0.12]]) for (let t = 0; t < wide; t += 1) dark(u + t, v, most * noise(u, v / 50));
    for (let u = width - 40; u < width; u += 1) dark(u, v, 0.34 * ((u - width + 40) / 40) ** 2 * rough(u / 14, v / 30));
  }
  return toner;
}

// Height above the post at each point, every other px.
function relief(layout) {
  const [width, height] = layout.sheet.size, w = width / 2 + 1, h = height / 2 + 1, rise = new Float32Array(w * h);
  const hold = layout.post[1] / 2, wet = amount("wet");
  const creases = Array.from({ length: 22 }, () => {
    const angle = PI * chance();
    return [width * chance(), height * chance(), cos(angle), sin(angle), 60 + 240 * chance(), (chance() - 0.5) * 0.34, 14 + 50 * chance()];
  });
  for (let j = 0; j < h; j += 1) for (let i = 0; i < w; i += 1) {
    const u = 2 * i, v = 2 * j, du = u - width / 2, dv = v - height * 0.49;
    const off = max(0, abs(du) - hold * 0.72);
    let z = -0.00018 * du * du - 0.00019 * off * off * (0.6 + (0.6 * v) / height) + 34 * noise(u / 700 + 3, v / 520);
    z += 0.24 * abs(du) * exp(-abs(du) / 70) - 0.20 * abs(dv) * exp(-abs(dv) / 80) * (du < 0 ? 1 : -0.8);
    for (const [cu, cv, a, b, reach, slope, soft] of creases) {
      const along = (u - cu) * a + (v - cv) * b, across = abs((u - cu) * b - (v - cv) * a);
      if (across < 5 * soft && abs(along) < reach) z += slope * soft * exp(-across / soft) * (1 - (along / reach) ** 2);
    }
    const damp = wet * (0.35 + 0.9 * (v / height) ** 2);   // cockled where it has been rained on
    z += damp * (15 * (rough(u / 105 + 0.3 * sin(v / 160), v / 330) - 0.5) + 7 * (noise(u / 46, v / 90) - 0.5));
    rise[j * w + i] = z;
  }
  return { w, h, rise };
}

function slopes({ w, h, rise }, u, v, into) {
  const x = clamp(u / 2, 1, w - 2.01), y = clamp(v / 2, 1, h - 2.01), i = floor(x), j = floor(y), fx = x - i, fy = y - j, a = j * w + i;
  const row = (n) => rise[n] * (1 - fx) + rise[n + 1] * fx;
  into[0] = ((rise[a + 1] - rise[a - 1]) * (1 - fx) * 0.5 + (rise[a + 2] - rise[a]) * fx * 0.5) * 0.5;
  into[1] = ((row(a + w) - row(a - w)) * (1 - fy) + (row(a + 2 * w) - row(a)) * fy) * 0.25;
}

function photograph(layout) {
  const [width, height] = layout.size, { middle, size: [sw, sh], turn } = layout.sheet, strips = layout.strips;
  const ca = cos((turn * PI) / 180), sa = sin((turn * PI) / 180), toner = copied(layout), form = relief(layout), behind = street(layout);
  const ears = strips.count, each = sw / ears;
  const lean = Array.from({ length: ears }, () => [(chance() - 0.5) * 9, (chance() - 0.5) * 0.34, 0.1 + 0.25 * chance(), (chance() - 0.5) * 10]);
  const ragged = (u) => strips.top + 16 + 34 * rough(u / 26, 5) - 8 * noise(u / 6, 9);
  // 0 for none, 1 for the sheet's face, 2 for its back, which shows at the corner.
  const piece = (u, v) => {
    if (u < 0 || v < 0 || u > sw) return 0;
    const corner = sw - u + v;
    if (corner < DOG_EAR) return 0;
    if (corner < 2 * DOG_EAR && v < DOG_EAR && sw - u < DOG_EAR) return 2;
    if (v < strips.top) return 1;
    const t = (v - strips.top) / (sh - strips.top), n = clamp(floor((u - 0) / each), 0, ears - 1);
    if (strips.torn.includes(n)) return v < ragged(u) ? 1 : 0;
    const shift = lean[n][0] * t * t, left = n * each + shift, right = left + each;
    const gap = CUT * 0.5 * min(1, t * 6);
    return u > left + (n ? gap : 0) && u < right - (n < ears - 1 ? gap : 0) && v < sh + lean[n][3] * 0.4 ? 1 : 0;
  };
  const local = (x, y) => { const dx = x - middle[0], dy = y - middle[1]; return [dx * ca + dy * sa + sw / 2, -dx * sa + dy * ca + sh / 2]; };

  // Shadow that the sheet throws on the post, at a quarter of the size.
  const qw = width / 4, qh = height / 4;
  let shade = new Float32Array(qw * qh);
  for (let y = 0; y < qh; y += 1) for (let x = 0; x < qw; x += 1) {
    const [u, v] = local(4 * x - 20, 4 * y - 30);
    shade[y * qw + x] = piece(u, v) ? 1 : 0;
  }
  for (let pass = 0; pass < 3; pass += 1) shade = boxed(shade, qw, qh, 4);

  const canvas = document.body.appendChild(document.createElement("canvas"));
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d"), picture = context.createImageData(width, height);
  const paper = colourOf("paper"), ink = colourOf("toner"), key = colourOf("key"), fill = colourOf("fill"), gain = amount("gain");
  const tapes = layout.tapes.map(([x, y, w, h, a]) => ({ x, y, w, h, c: cos((a * PI) / 180), s: sin((a * PI) / 180) }));
  const there = [0, 0, 0], face = [0, 0, 0], slope = [0, 0], level = LIGHT[2];
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
    let cover = 0;
    for (let s = 0; s < 4; s += 1) { const [su, sv] = local(x + 0.25 + 0.5 * (s & 1), y + 0.25 + 0.5 * (s >> 1)); if (piece(su, sv)) cover += 0.25; }
    if (cover < 1) { sampled(behind, x, y, there); post(layout, x, y, shade[min(qh - 1, y >> 2) * qw + min(qw - 1, x >> 2)], key, fill, gain, there); }
    if (cover > 0) {
      let [u, v] = local(x + 0.5, y + 0.5);
      const what = piece(u, v) || 1;
      slopes(form, u, v, slope);
      let lift = 0, black = 0;
      if (what === 2) {   // the corner's back, lit from behind a little
        const d = (sw - u + v - DOG_EAR) / DOG_EAR;
        slope[0] += 0.30 - 0.5 * d; slope[1] += 0.30 - 0.5 * d; lift = 0.05 - 0.1 * step(0.9, 1, d);
      } else {
        const d = sw - u + v - 2 * DOG_EAR;   // and its shadow
        if (d > 0 && d < 60 && v < DOG_EAR * 1.6 && sw - u < DOG_EAR * 1.6) lift = -0.62 * (1 - d / 60) ** 2 * clamp(v / 20) * clamp((sw - u) / 20);
        if (v > strips.top) {
          const t = (v - strips.top) / (sh - strips.top), n = clamp(floor(u / each), 0, ears - 1), c = (u - (n + 0.5) * each) / each;
          slope[0] += lean[n][1] * t + c * 0.34 * t; slope[1] -= lean[n][2] * t * t * 1.5;
          u -= lean[n][0] * t * t;
          if (strips.torn.includes(n)) lift += 0.09 * step(20, 4, ragged(u) - v);   // torn paper is white at the edge
          else lift -= 0.16 * exp(-min(u - n * each, (n + 1) * each - u) / 3);
        }
        const i = clamp(floor(v), 0, sh - 1) * sw + clamp(floor(u), 0, sw - 1);
        black = toner[i];
        const fold = min(abs(u - sw / 2), abs(v - sh * 0.49));   // toner cracks off along a fold
        if (fold < 3.2) { black *= step(0.25, 0.62, rough(u / 3, v / 3) + fold * 0.13); lift += (abs(u - sw / 2) < 2.2 ? 0.05 : -0.07) * (1 - fold / 3.2); }
      }
      const grain = 0.022 * (rough(u / 2.6, v / 2.6) - 0.5) + 0.035 * (rough(u / 46, v / 46) - 0.5);
      const length = sqrt(1 + 2.2 * (slope[0] ** 2 + slope[1] ** 2));
      const lit = clamp((-1.7 * slope[0] * LIGHT[0] - 1.7 * slope[1] * LIGHT[1] + level) / length / level, 0.16, 1.5);
      const stain = amount("wet") * 0.13 * step(0.55, 0.62, rough(u / 150 + 5, v / 130)) * (0.7 + 0.6 * step(0.62, 0.56, rough(u / 150 + 5, v / 130)));
      black *= 0.93 + 0.1 * rough(u / 5, v / 5);
      for (let k = 0; k < 3; k += 1) {
        const sheen = 0.02 * black * lit ** 4;
        const albedo = paper[k] * (1 + grain + lift - stain * [0.8, 0.9, 1.15][k]) * (1 - black) + ink[k] * black;
        face[k] = albedo * gain * (fill[k] + key[k] * lit) + sheen;
        there[k] = there[k] * (1 - cover) + face[k] * cover;
      }
    }
    for (const tape of tapes) stick(tape, x, y, key, there);
    const i = 4 * (y * width + x), cu = x / width - 0.5, cv = y / height - 0.5, corner = 1 - 0.55 * (cu * cu + cv * cv) ** 1.3;
    const film = (chance() + chance() - 1) * 0.007;
    for (let k = 0; k < 3; k += 1) picture.data[i + k] = 255 * clamp(encoded(shoulder(max(0, there[k] * corner))) + film) + 0.5;
    picture.data[i + 3] = 255;
  }
  context.putImageData(picture, 0, 0);
}

const shoulder = (x) => (x < 0.72 ? x : 0.72 + 0.28 * (1 - exp((0.72 - x) / 0.28)));
const encoded = (x) => (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);

function boxed(from, width, height, radius) {
  let now = from;
  for (const across of [true, false]) {
    const to = new Float32Array(now.length);
    for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let d = -radius; d <= radius; d += 1) sum += across ? now[y * width + clamp(x + d, 0, width - 1)] : now[clamp(y + d, 0, height - 1) * width + x];
      to[y * width + x] = sum / (2 * radius + 1);
    }
    now = to;
  }
  return now;
}

// A painted steel column: its roundness, runs of grime, chips down to zinc, what is left of earlier notices.
let coat = null, clips = null;
function post({ post: [middle, wide], sheet, size }, x, y, shaded, key, fill, gain, into) {
  const across = (x + 0.5 - middle) / (wide / 2);
  if (abs(across) > 1 + 2 / wide) return;
  coat ??= colourOf("post");
  clips ??= [sheet.middle[1] - sheet.size[1] / 2 - 62, sheet.middle[1] + sheet.size[1] / 2 + 92];
  const cover = clamp((1 - abs(across)) * (wide / 2) + 0.5), a = clamp(across, -0.999, 0.999), nz = sqrt(1 - a * a), angle = Math.asin(a) * wide * 0.5;
  const key1 = max(0, (a * LIGHT[0] + nz * LIGHT[2]) / 0.87), rim = 0.55 * max(0, a) ** 5, bumps = rough(angle / 24, y / 30) - 0.5;
  const grime = 0.72 + 0.4 * rough(angle / 16, y / 420) + 0.1 * rough(angle / 3, y / 9);
  const chip = step(0.70, 0.735, rough(angle / 60 + 40, y / 74) + 0.07 * noise(angle / 7, y / 7)), edge = step(0.675, 0.70, rough(angle / 60 + 40, y / 74) + 0.07 * noise(angle / 7, y / 7)) - chip;
  const mirror = exp(-(((a + 0.42 + 0.03 * bumps) / 0.10) ** 2)) * 0.30 + exp(-(((a - 0.80) / 0.07) ** 2)) * 0.16;
  let dim = 1 - 0.86 * shaded, band = 0;
  for (const clip of clips) {   // jubilee clips
    const d = y - clip - 3 * nz * 0;
    if (abs(d) < 17) band = 1 - 0.25 * step(11, 17, abs(d));
    else if (d > 0 && d < 40) dim *= 0.55 + 0.45 * (d / 40);
  }
  for (let k = 0; k < 3; k += 1) {
    const zinc = 0.34 * (0.7 + 0.5 * rough(angle / 5, y / 5)), steel = 0.42 * (0.75 + 0.4 * noise(angle / 60, y / 1.3));
    const base = band ? steel * band : coat[k] * grime * (1 - chip) * (1 - 0.5 * edge) + zinc * chip;
    const light = fill[k] * (0.35 + 0.4 * nz) * (0.4 + 0.6 * dim) + key[k] * key1 * dim + rim * fill[k];
    const value = gain * (base * light * (1 + 0.25 * bumps * (1 - chip)) + (band ? 2 : 1 - 0.6 * chip) * mirror * dim * key[k] * (0.75 + 0.5 * rough(angle / 4, y / 200)));
    into[k] = into[k] * (1 - cover) + value * cover;
  }
}

// Sticky tape over an edge: yellowed, wrinkled, its ends cut by teeth.
function stick(tape, x, y, key, into) {
  const dx = x - tape.x, dy = y - tape.y, a = dx * tape.c + dy * tape.s, b = -dx * tape.s + dy * tape.c;
  const teeth = 4.5 * abs(((a / 8 + 100) % 1) - 0.5) * 2;
  if (abs(a) > tape.w / 2 || abs(b) > tape.h / 2 - teeth) return;
  const wrinkle = rough(a / 9 + tape.x, b / 60), bubble = step(0.60, 0.70, rough(a / 16, b / 22 + tape.y)), rim = exp(-(tape.w / 2 - abs(a)) / 2);
  const glint = 0.5 * exp(-(((a / tape.w + 0.22 + 0.10 * (wrinkle - 0.5)) / 0.05) ** 2)) + 0.22 * step(0.62, 0.72, wrinkle);
  for (let k = 0; k < 3; k += 1) {
    const film = [0.80, 0.70, 0.46][k];
    into[k] = into[k] * (0.62 + 0.28 * film - 0.1 * rim) + key[k] * (0.07 * film + 0.05 * bubble * film + 0.30 * glint * (1 - 0.3 * bubble) + 0.06 * rim);
  }
}
