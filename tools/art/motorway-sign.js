// A direction sign, seen from the hard shoulder: extruded aluminium faced with prismatic sheeting, on two posts.
const layouts = {
  2400: { size: [2400, 1200], panel: [120, 66, 2090, 884], posts: [500, 1790], horizon: 1040, symbol: [1588, 132, 0.92], patch: [176, 770, 300, 122], cover: [520, 770, 1030, 122], birds: [[1500, 1], [1568, -1]], plank: 221 },
  1440: { size: [1440, 2160], panel: [84, 210, 1272, 1580], posts: [330, 1040], horizon: 1960, symbol: [462, 268, 0.87], patch: [140, 1590, 290, 140], cover: [470, 1590, 826, 140], birds: [[236, 1], [330, 1], [1010, -1]], plank: 226 },
  1680: { size: [1680, 1680], panel: [84, 130, 1512, 1230], posts: [400, 1240], horizon: 1510, symbol: [1034, 200, 0.82], patch: [146, 1152, 300, 140], cover: [492, 1152, 1040, 140], birds: [[930, 1], [996, -1]], plank: 205 },
};
const layout = layouts[innerWidth], [width, height] = layout.size, { panel } = layout, [west, north, wide, high] = panel;
const RADIUS = 64, MARGIN = 20, BORDER = 15;
const plate = rgb("plate"), legend = rgb("legend"), night = number("night");

// The print: plate, border, symbol and patches, flat.
function print() {
  const pen = sheet(width, height);
  pen.fillStyle = css(plate); pen.fillRect(west, north, wide, high);
  pen.strokeStyle = css(legend); pen.lineWidth = BORDER;
  const inset = MARGIN + BORDER / 2;
  pen.beginPath(); pen.roundRect(west + inset, north + inset, wide - 2 * inset, high - 2 * inset, RADIUS - inset + 8); pen.stroke();
  pen.save(); pen.translate(layout.symbol[0], layout.symbol[1]); pen.scale(layout.symbol[2], layout.symbol[2]);
  symbols[setting("symbol")](pen, css(legend), css(plate), setting("stop"));
  pen.restore();
  pen.fillStyle = css(mix(plate, rgb("cover-tint"), 0.5)); pen.beginPath(); pen.roundRect(...layout.cover, 10); pen.fill();
  pen.fillStyle = css(legend); pen.beginPath(); pen.roundRect(...layout.patch, 22); pen.fill();
  const [x, y, w, h] = layout.patch;
  pen.fillStyle = setting("patch"); pen.beginPath(); pen.roundRect(x + 6, y + 6, w - 12, h - 12, 17); pen.fill();
  return pen;
}

function bolts() {
  const found = [], [x0, y0, x1, y1] = [west + MARGIN / 2 + 1, north + MARGIN / 2 + 1, west + wide - MARGIN / 2 - 1, north + high - MARGIN / 2 - 1];
  for (const y of [north + 52, north + high - 40]) for (const post of layout.posts) found.push([post - 46, y, 10, true], [post + 46, y, 10, true]);
  for (let y = north + layout.plank; y < north + high - 40; y += layout.plank) {
    for (let x = west + 112; x < west + wide - 60; x += 318) found.push([x, y - 17, 4.6, false], [x, y + 17, 4.6, false]);
  }
  for (const [x, y, w, h] of [layout.patch, layout.cover]) {
    for (const [dx, dy] of [[20, 20], [w - 20, 20], [20, h - 20], [w - 20, h - 20]]) found.push([x + dx, y + dy, 5, false]);
  }
  return found.filter(([x, y]) => x > x0 + 24 && x < x1 - 24 && y > y0 + 24 && y < y1 - 24);
}

// Distance to the edge of a hexagon of a honeycomb, in cells.
function cell(x, y) {
  const h = 1.7320508;
  const a = [((x % 1) + 1) % 1 - 0.5, ((y % h) + h) % h - h / 2], b = [(((x - 0.5) % 1) + 1) % 1 - 0.5, (((y - h / 2) % h) + h) % h - h / 2];
  const [u, v] = hypot(...a) < hypot(...b) ? a : b;
  return 0.5 - max(abs(u), abs(u) * 0.5 + abs(v) * 0.8660254);
}

function build() {
  const field = new Field(width, height), studs = bolts(), wear = number("wear"), dirt = rgb("dirt"), moss = rgb("moss");
  const printed = print().getImageData(0, 0, width, height).data;
  const drip = new Float32Array(width * height);
  for (const [x, y, size, big] of studs) {
    field.each([x - 5, y, 10, 190], (px, py, i) => { drip[i] += exp(-(((px - x - 2 * noise(py * 0.03, x)) / 2.6) ** 2)) * exp(-(py - y) / (big ? 70 : 40)) * (big ? 0.5 : 0.3); });
  }
  field.each([west - 2, north - 2, wide + 4, high + 4], (x, y, i) => {
    const distance = roundedBox(x, y, panel, RADIUS), inside = clamp(0.5 - distance);
    if (!inside) return;
    field.cover[i] = inside;
    field.paint(i, [printed[i * 4], printed[i * 4 + 1], printed[i * 4 + 2]]);
    // Rolls of sheeting are never quite of one colour, and prisms show as a honeycomb.
    const roll = floor((x - west) / 522), light = 1 + 0.02 * (lattice(roll, 1, 5) - 0.5) + 0.05 * (clouds(x * 0.0024, y * 0.004, 3, 12) - 0.5);
    const prism = cell(x / 15, y / 15), seam = abs(((x + y * 0.58) % 118) - 59) > 58.2 || abs(((x - y * 0.58 + 9999) % 118) - 59) > 58.2;
    field.shade(i, light * (1 - 0.085 * step(0.1, 0.02, prism) + 0.03 * (lattice(floor(x / 15), floor(y / 13), 7) - 0.5)) * (seam ? 0.95 : 1));
    // Rain brings down dirt, traffic throws it up, and moss likes an edge.
    const streak = step(0.5, 0.86, clouds(x * 0.02, y * 0.0012, 4, 21)) * (0.25 + 0.75 * noise(x * 0.004, y * 0.006, 8));
    const thrown = Math.pow(clamp((y - north) / high), 3) * clouds(x * 0.006, y * 0.009, 5, 33);
    const edge = exp(distance / 22) * clouds(x * 0.018, y * 0.018, 4, 55) * 1.1, roof = exp(-(y - north) / 60) * step(0.42, 0.7, clouds(x * 0.02, y * 0.005, 4, 71));
    field.paint(i, dirt, clamp(wear * (0.3 * streak + 0.46 * thrown + drip[i]), 0, 0.6));
    field.paint(i, moss, clamp(wear * (edge * 0.42 + roof * 0.4), 0, 0.62));
    const scratch = noise(x * 0.5 + y * 0.11, y * 0.012, 91) > 0.985 && noise(x * 0.01, y * 0.01, 92) > 0.62;
    if (scratch) field.paint(i, legend, 0.13);
    // Metal: planks with a groove between them, a rolled edge, a little oil-canning.
    const plank = (y - north) % layout.plank, groove = min(plank, layout.plank - plank), joint = abs(x - west - wide * 0.5);
    field.z[i] = 34 + 9 * clouds(x * 0.0035, y * 0.0055, 2, 14) - 1.5 * exp(-groove * groove / 4) - 1.2 * exp(-joint * joint / 2.2) - 5 * step(-7, 0, distance) + 0.09 * noise(x * 0.4, y * 0.4, 3);
    if (groove < 1.2) field.shade(i, 0.74);
    if (joint < 1.1) field.shade(i, 0.78);
    if (distance > -5) field.paint(i, rgb("steel"), 0.9);
    field.gloss[i] = 0.05;
  });
  for (const box of [layout.patch, layout.cover]) {
    field.each([box[0] - 2, box[1] - 2, box[2] + 4, box[3] + 4], (x, y, i) => { field.z[i] += 3.2 * step(1, -2.5, roundedBox(x, y, box, 12)); });
  }
  for (const [x, y, size, big] of studs) {
    field.each([x - size - 6, y - size - 6, size * 2 + 12, size * 2 + 12], (px, py, i) => {
      const out = hypot(px - x, py - y);
      if (big) {
        if (out < size + 4) { field.z[i] += 1.5; field.paint(i, rgb("steel"), 0.85); }
        const nut = max(abs(px - x), abs(px - x) * 0.5 + abs(py - y) * 0.866);
        if (nut < size * 0.78) { field.z[i] += 5; field.paint(i, rgb("steel-dark"), 0.6); field.gloss[i] = 0.4; }
      } else if (out < size) {
        field.z[i] += 4 * sqrt(1 - (out / size) ** 2);
        field.paint(i, mix(plate, [0, 0, 0], 0.1), layout.patch[0] < px && px < layout.patch[0] + layout.patch[2] ? 0 : 0.7);
        field.gloss[i] = 0.35;
      }
    });
  }
  return field;
}

function postsBehind(picture, horizon) {
  for (const post of layout.posts) {
    const tone = picture.createLinearGradient(post - 34, 0, post + 34, 0), steel = rgb("steel"), dark = rgb("steel-dark");
    for (const [at, colour] of [[0, mix(dark, steel, 0.5)], [0.22, mix(steel, [255, 255, 255], 0.25)], [0.5, steel], [0.85, dark], [1, mix(dark, steel, 0.3)]]) tone.addColorStop(at, css(colour));
    picture.fillStyle = tone; picture.fillRect(post - 34, north + high - 30, 68, height - north - high + 30);
    const shadow = picture.createLinearGradient(0, north + high - 10, 0, north + high + 120);
    shadow.addColorStop(0, "rgb(0 0 0 / .75)"); shadow.addColorStop(0.35, "rgb(0 0 0 / .4)"); shadow.addColorStop(1, "rgb(0 0 0 / 0)");
    picture.fillStyle = shadow; picture.fillRect(post - 34, north + high - 10, 68, 130);
  }
}

// By night the sheeting sends the headlamps back to where they came from: brightest near the road.
function headlamps(lit) {
  const image = lit.getImageData(0, 0, width, height), data = image.data, [x0, y0] = [west + wide * 0.46, north + high * 0.72];
  for (let y = 0, i = 0; y < height; y += 1) for (let x = 0; x < width; x += 1, i += 4) {
    const out = hypot((x - x0) / (wide * 0.62), (y - y0) / (high * 0.8)), glow = 0.44 + 0.72 * exp(-out * out * 1.25);
    for (let band = 0; band < 3; band += 1) data[i + band] *= glow;
  }
  lit.putImageData(image, 0, 0);
}

function droppings(pen, x, y, r) {
  pen.fillStyle = "rgb(238 236 224 / .9)";
  for (let n = 0; n < 4; n += 1) {
    const at = x + r.within(-16, 16), long = r.within(26, 96), thick = r.within(3, 7);
    pen.beginPath(); pen.roundRect(at, y - 5, thick, long, thick / 2); pen.fill();
    pen.beginPath(); pen.ellipse(at + thick / 2, y + long - 6, thick * 0.9, thick * 1.3, 0, 0, 7); pen.fill();
  }
  pen.fillStyle = "rgb(90 92 70 / .75)"; pen.beginPath(); pen.ellipse(x + 2, y + 20, 3, 8, 0.2, 0, 7); pen.fill();
}

// A road worker's lamp.
function beacon(pen, x, y) {
  pen.save();
  pen.fillStyle = "#1c1c1e"; pen.beginPath(); pen.roundRect(x - 34, y - 12, 68, 18, 4); pen.fill();
  const glass = pen.createRadialGradient(x - 6, y - 36, 2, x, y - 30, 44);
  for (const [at, colour] of [[0, "#fff8dc"], [0.35, "#ffd060"], [0.75, "#ff9a14"], [1, "#b65400"]]) glass.addColorStop(at, colour);
  pen.fillStyle = glass; pen.beginPath(); pen.roundRect(x - 28, y - 58, 56, 48, [24, 24, 4, 4]); pen.fill();
  pen.globalCompositeOperation = "screen";
  const halo = pen.createRadialGradient(x, y - 32, 6, x, y - 32, 330);
  for (const [at, strong] of [[0, 0.75], [0.12, 0.34], [0.4, 0.1], [1, 0]]) halo.addColorStop(at, `rgb(255 150 30 / ${strong})`);
  pen.fillStyle = halo; pen.fillRect(x - 340, y - 372, 680, 680);
  pen.restore();
}

function photograph() {
  const r = dice(1958), { horizon } = layout, picture = weather(width, height, horizon);
  const glow = picture.createRadialGradient(width * 0.95, horizon - 40, 20, width * 0.95, horizon - 40, width * 0.5);
  glow.addColorStop(0, css(rgb("sunset"), 0.9)); glow.addColorStop(0.12, css(rgb("sunset"), 0.45)); glow.addColorStop(1, css(rgb("sunset"), 0));
  picture.save(); picture.globalCompositeOperation = "screen"; picture.globalAlpha = number("sunset-much"); picture.fillStyle = glow; picture.fillRect(0, 0, width, height); picture.restore();
  outOfFocus(picture, 7, (pen) => hills(pen, horizon, r));
  outOfFocus(picture, 5, (pen) => lampColumns(pen, horizon));
  traffic(picture, horizon, r);
  outOfFocus(picture, 4, (pen) => hedge(pen, horizon - 10, r, number("hedge-light")));
  postsBehind(picture, horizon);
  if (number("birds")) for (const [x, facing] of layout.birds) bird(picture, x, north + 2, 30, facing);
  const field = build(), soil = sheet(width, height);
  if (number("birds")) droppings(soil, layout.birds[0][0] - 22, north + 12, r);
  field.lay(soil);
  const sun = setting("sun").split(" ").map(Number);
  const lit = field.lit({ sun, warm: rgb("sunlight"), sky: rgb("skylight"), ambient: number("ambient"), power: number("power"), reach: 30, hollow: 0.012 });
  if (night) headlamps(lit);
  // The sky's sheen, across the plate.
  lit.save(); lit.globalCompositeOperation = "source-atop";
  const sheen = lit.createLinearGradient(west, north, west + wide * 0.8, north + high);
  for (const [at, strong] of [[0, 0.2], [0.25, 0.07], [0.34, 0.16], [0.4, 0.05], [1, 0]]) sheen.addColorStop(at, css(rgb("sheen"), strong * number("sheen-much")));
  lit.fillStyle = sheen; lit.fillRect(0, 0, width, height); lit.restore();
  // Its thickness below and to the right, then the face.
  picture.save(); picture.filter = "blur(14px)"; picture.fillStyle = "rgb(0 0 0 / .5)"; picture.beginPath(); picture.roundRect(west + 14, north + 26, wide, high, RADIUS); picture.fill(); picture.restore();
  for (let depth = 11; depth > 0; depth -= 1) {
    picture.fillStyle = css(mix(rgb("steel-dark"), rgb("steel"), depth > 9 ? 0.9 : 0.25 + depth * 0.03)); picture.beginPath(); picture.roundRect(west + depth * 0.5, north + depth, wide, high, RADIUS); picture.fill();
  }
  picture.drawImage(lit.canvas, 0, 0);
  outOfFocus(picture, 1.4, (pen) => {
    grass(pen, height + 8, (height - north - high) * 0.62, r, width * 0.75);
    for (let n = 0; n < width / 130; n += 1) {
      const x = r.within(-20, width + 20), from = abs(x / width - 0.5) * 2;
      cowParsley(pen, x, height + 14, (height - north - high) * r.within(0.55, 0.8 + 0.3 * from), r);
    }
    grass(pen, height + 14, (height - north - high) * 0.36, r, width * 0.6);
  });
  if (number("haze")) {
    const haze = picture.createLinearGradient(0, horizon - 300, 0, height);
    haze.addColorStop(0, css(rgb("sheen"), 0)); haze.addColorStop(1, css(rgb("sheen"), number("haze")));
    picture.fillStyle = haze; picture.fillRect(0, horizon - 300, width, height);
  }
  if (night) {   // what the headlamps do not reach
    picture.save(); picture.globalCompositeOperation = "multiply";
    const dark = picture.createRadialGradient(width * 0.46, height * 0.7, height * 0.2, width * 0.46, height * 0.6, width * 0.62);
    dark.addColorStop(0, "#fff"); dark.addColorStop(1, "#8c93a8");
    picture.fillStyle = dark; picture.fillRect(0, 0, width, height); picture.restore();
    traffic(picture, horizon + 40, r);
    for (const x of [west + 130, west + wide - 130]) beacon(picture, x, north);
  }
  developed(picture, { vignette: number("vignette"), grain: number("grain") });
  show(picture);
}

photograph();
