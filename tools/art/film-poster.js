// A cinema poster: somebody small, with an umbrella, before a kettle the size of a gasworks. Painted from back to front in
// layers of haze, then printed, folded and flattened again. Lengths are art px.
const layouts = {
  2400: {
    size: [2400, 1200], eye: [1660, 800], focal: 1000, kettle: [1690, 760, 600], light: [1660, 520, 1250],
    figure: [1585, 962, 250], wreath: [2150, 300, 122], base: 965, title: 1300, folds: [[600, 1200, 1800], [600]],
    foot: { certificate: [150, 1112], studio: [2250, 1112] },
  },
  1440: {
    size: [1440, 2160], eye: [720, 1300], focal: 860, kettle: [760, 1250, 700], light: [740, 960, 1350],
    figure: [690, 1500, 300], wreath: [1200, 520, 122], base: 1560, folds: [[720], [540, 1080, 1620]],
    foot: { certificate: [140, 2062], studio: [1300, 2062] },
  },
  1680: {
    size: [1680, 1680], eye: [860, 905], focal: 860, kettle: [910, 880, 560], light: [880, 620, 1150],
    figure: [800, 1075, 262], wreath: [1440, 400, 122], base: 1120, folds: [[560, 1120], [560, 1120]],
    foot: { certificate: [140, 1588], studio: [1540, 1588] },
  },
};

const { abs, sqrt, max, min, sin, cos, exp, floor, PI, hypot } = Math;
const style = getComputedStyle(document.documentElement);
const property = (name) => style.getPropertyValue(`--${name}`).trim();
const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const mix = (a, b, t) => a.map((each, band) => each + (b[band] - each) * t);
const css = (colour, alpha = 1) => `rgba(${colour.map(Math.round).join(",")},${alpha})`;

const chance = dice(1936), lattice = Float32Array.from({ length: 65536 }, chance), noise = valueNoise(lattice);
const clouds = (x, y, octaves = 5) => layered(noise, x, y, octaves);
const smooth = (a, b, x) => { const t = min(1, max(0, (x - a) / (b - a))); return t * t * (3 - 2 * t); };

let W, H, L, paints;

function canvas(width = W, height = H) {
  const sheet = document.createElement("canvas");
  sheet.width = width; sheet.height = height;
  return sheet.getContext("2d", { willReadFrequently: true });
}

// A layer of its own that is laid on softened.
function soft(target, radius, draw, alpha = 1, blend = "source-over") {
  const layer = canvas();
  draw(layer);
  target.save();
  target.filter = radius ? `blur(${radius}px)` : "none";
  target.globalAlpha = alpha; target.globalCompositeOperation = blend;
  target.drawImage(layer.canvas, 0, 0);
  target.restore();
}

// Every pixel through a function of its place: gives a colour and how much of it.
function wash(target, of, step = 2, blend = "source-over") {
  const small = canvas(Math.ceil(W / step), Math.ceil(H / step)), image = small.createImageData(small.canvas.width, small.canvas.height);
  for (let y = 0, at = 0; y < image.height; y += 1) for (let x = 0; x < image.width; x += 1, at += 4) {
    const [r, g, b, a] = of(x * step, y * step);
    image.data[at] = r; image.data[at + 1] = g; image.data[at + 2] = b; image.data[at + 3] = 255 * a + lattice[(at * 7) & 65535] - 0.5;
  }
  small.putImageData(image, 0, 0);
  target.save();
  target.imageSmoothingQuality = "high"; target.globalCompositeOperation = blend;
  target.drawImage(small.canvas, 0, 0, image.width * step, image.height * step);
  target.restore();
}

// The sky: light spilling from behind the kettle into painted cloud.
function sky(target) {
  const [lx, ly, reach] = L.light;
  wash(target, (x, y) => {
    const warpX = clouds(x / 310 + 3, y / 210, 4), warpY = clouds(x / 270 + 40, y / 190 + 9, 4);
    const cloud = clouds(x / 330 + 2.6 * warpX, y / 190 + 2.2 * warpY, 6);
    const far = hypot(x - lx, (y - ly) * 1.12) / reach;
    const light = exp(-far * far * 6.2), wide = exp(-far * 2.1);
    let colour = mix(paints.dark, paints.shade, min(1, wide * 1.5 + (cloud - 0.5) * 0.5));
    colour = mix(colour, paints.haze, min(1, max(0, wide * 1.28 - 0.22 + (cloud - 0.46) * 1.35 * (0.35 + wide))));
    colour = mix(colour, paints.glow, min(1, max(0, light * 0.98 + (cloud - 0.5) * 1.7 * light)));
    colour = mix(colour, paints.core, max(0, exp(-far * far * 24) * 0.95 + (cloud - 0.5) * 0.9 * light * light));
    return [...colour, 1];
  });
}

// Haze that lies low and thins upwards.
function fog(target, level, depth, colour, strength, salt) {
  wash(target, (x, y) => {
    const height = (level - y) / depth;
    const lie = height > 0 ? exp(-height * height * 2.2) : exp(-height * height * 6);
    const wisp = clouds(x / 260 + salt, y / 74 + salt * 3, 5);
    const near = exp(-(((x - L.light[0]) / (L.light[2] * 1.1)) ** 2));
    return [...mix(colour, paints.glow, near * near * 0.38), max(0, strength * lie * (0.25 + 1.35 * (wisp - 0.18)) * (0.45 + 0.55 * near))];
  }, 3);
}

function vignette(target) {
  wash(target, (x, y) => {
    const low = smooth(L.base - 130, L.base + 30, y), edge = hypot((x - L.light[0]) / W, (y - L.light[1]) / H);
    const title = L.title ? smooth(L.title, L.title * 0.45, x) * 0.55 : 0;
    return [...mix(paints.dark, [0, 0, 0], 0.35), min(1, max(low * 0.95, title, smooth(0.4, 0.95, edge) * 0.6))];
  }, 3);
}

function expose(layout) {
  L = layout;
  [W, H] = L.size;
  paints = Object.fromEntries(["dark", "shade", "haze", "glow", "core", "lamp", "letters", "paper"].map((name) => [name, rgb(property(name))]));
  const staging = property("staging"), sheet = canvas();
  sky(sheet);
  heavens(sheet, staging);
  kettle(sheet, staging);
  fog(sheet, L.eye[1] + 10, L.kettle[2] * 0.5, mix(paints.haze, paints.glow, 0.15), 0.95, 3);
  street(sheet, staging);
  wetRoad(sheet, staging);
  fog(sheet, L.eye[1] + 30, L.kettle[2] * 0.16, mix(paints.haze, paints.glow, 0.3), 0.7, 21);
  cast(sheet, staging);
  rain(sheet, staging);
  vignette(sheet);
  marks(sheet);
  document.body.append(printed(sheet).canvas);
}
