// A church's wall: stones in courses, or bricks, and a lancet window.

const stones = ["stone-a", "stone-b", "stone-c", "stone-d"].map(rgb), mortar = rgb("mortar");

function wall(field, r) {
  const { width, height } = field, brick = setting("bond") === "brick";
  field.all((x, y, i) => {
    field.cover[i] = 1;
    field.z[i] = 1.6 * clouds(x * 0.2, y * 0.2, 3, 2);
    field.paint(i, mortar); field.shade(i, 0.86 + 0.28 * noise(x * 0.35, y * 0.35, 4));
  });
  let course = 0;
  for (let y = -30; y < height; course += 1) {
    const tall = brick ? 46 : r.within(62, 118);
    for (let x = -r.within(20, 150); x < width;) {
      const wide = brick ? (course % 3 === 1 ? 92 : 150) : tall * r.within(0.9, 2.6);
      // Now and then two thin stones make up one course.
      const split = !brick && tall > 84 && r() < 0.22 ? r.within(0.4, 0.6) : 0;
      for (const box of split ? [[x, y, wide, tall * split], [x, y + tall * split, wide, tall * (1 - split)]] : [[x, y, wide, tall]]) stone(field, box, r, brick);
      x += wide;
    }
    y += tall;
  }
}

function stone(field, [left, top, wide, tall], r, brick) {
  const gap = brick ? 3 : r.within(3, 6), box = [left + gap, top + gap, wide - 2 * gap, tall - 2 * gap], round = brick ? 3 : r.within(8, 18);
  const base = mix(mix(r.pick(stones), r.pick(stones), r()), mortar, r() * 0.12), seed = floor(r() * 4000);
  const lean = [r.within(-0.03, 0.03), r.within(-0.04, 0.02)], proud = brick ? r.within(4, 6) : r.within(6, 11), rough = brick ? 2 : 4.4;
  const wobble = brick ? 1.4 : 7, lichen = !brick && r() < 0.3;
  field.each([left - 4, top - 4, wide + 8, tall + 8], (x, y, i) => {
    const wx = x + wobble * (clouds(x * 0.03, y * 0.03, 2, seed) - 0.5), wy = y + wobble * (clouds(x * 0.03, y * 0.03, 2, seed + 9) - 0.5);
    const distance = roundedBox(wx, wy, box, round), body = step(1.5, -3, distance);
    if (!body) return;
    const bumps = clouds(x * 0.022, y * 0.03, 5, seed), pits = step(0.66, 0.8, noise(x * 0.13, y * 0.13, seed));
    const swell = brick ? 1 : step(0, -22, distance);
    field.z[i] += body * (proud * (0.55 + 0.45 * swell) + rough * (bumps - 0.4) + lean[0] * (x - left) + lean[1] * (y - top) - 1.6 * pits + 0.3 * noise(x * 0.45, y * 0.45, seed));
    field.paint(i, base, body);
    field.shade(i, 1 + body * (0.42 * (clouds(x * 0.018, y * 0.034, 4, seed + 3) - 0.5) + 0.14 * (noise(x * 0.4, y * 0.4, seed) - 0.5)));
    if (lichen) field.paint(i, rgb("lichen"), 0.55 * step(0.6, 0.68, clouds(x * 0.045, y * 0.045, 4, seed + 21)));
  });
}

// Rain and age, over wall and wood alike.
function weathered(field) {
  const { width, height } = field, damp = rgb("damp");
  field.all((x, y, i) => {
    const streak = step(0.5, 0.8, clouds(x * 0.014, y * 0.0016, 4, 61)), foot = Math.pow(clamp((y - height * 0.55) / (height * 0.45)), 2);
    field.paint(i, damp, clamp(0.26 * streak + 0.5 * foot * clouds(x * 0.01, y * 0.014, 4, 77), 0, 0.6));
  });
}

// A lancet's inside: how far a place is from its edge, negative within.
function lancet(x, y, { middle, half, spring, foot }) {
  if (y > spring) return max(abs(x - middle) - half, y - foot);
  const reach = half * 2.5;   // two arcs, each struck from beyond the other jamb
  return hypot(abs(x - middle) + reach - half, spring - y) - reach;
}

function windowIn(field, window, r) {
  if (!window) return;
  const { middle, half, spring, foot } = window, frame = half * 0.36, glass = rgb("glass"), panes = ["pane-a", "pane-b", "pane-c"].map(rgb);
  const glow = number("glow");
  field.each([middle - half * 1.7, spring - half * 3, half * 3.4, foot - spring + half * 3.4], (x, y, i) => {
    const distance = lancet(x, y, window);
    if (distance > frame || y > foot + frame) return;
    if (distance > 0) {   // dressed stone: long and short work
      const block = floor((y + 1000) / 118), edge = (y + 1000) % 118, deep = clamp(distance / frame);
      field.paint(i, mix(stones[block % 4], [226, 216, 196], 0.42)); field.shade(i, 0.9 + 0.26 * clouds(x * 0.03, y * 0.03, 4, 300 + block));
      field.z[i] = 6 + 12 * step(0, 0.55, deep) + 2.2 * clouds(x * 0.08, y * 0.08, 3, 310) - (edge < 3 ? 4 : 0) - 16 * step(0.96, 1, deep);
      if (edge < 3) field.shade(i, 0.7);
      return;
    }
    const u = (x - middle) / 34 + y / 52, v = (x - middle) / 34 - y / 52, lead = min(abs(u - round(u)) * 34, abs(v - round(v)) * 34, abs(x - middle) < half * 0.07 ? 0 : 99);
    const tone = lattice(floor(u + 0.5), floor(v + 0.5), 8), border = distance > -half * 0.2;
    field.z[i] = -26 + (lead < 3.6 ? 3 : 0) + (1.8 * tone * ((x - middle) / 30 % 1));
    const colour = border ? panes[abs(floor(y / 44)) % 3] : mix(glass, panes[floor(tone * 3)], tone > 0.72 ? 0.55 : 0.08);
    field.paint(i, lead < 3.6 || abs(distance + half * 0.2) < 3 ? [22, 22, 24] : mix(colour, [255, 255, 255], 0.12 * tone));
    field.gloss[i] = lead < 3.6 ? 0 : 0.1;
    if (abs(x - middle) < half * 0.07) { field.z[i] = -4; field.paint(i, mix(stones[1], [226, 216, 196], 0.4)); }
    field.glow && (field.glow[i] = lead < 3.6 || abs(x - middle) < half * 0.07 ? 0 : glow);
  });
}
