// Pictures of things that lie nearly flat: a field of heights and colours, worn by noise, lit and shadowed by one sun.
// Lengths are art px: x to the right, y down, z towards whoever looks. Colours are sRGB, 0 to 255.
const { abs, sqrt, max, min, sin, cos, exp, floor, round, hypot, PI } = Math;

const style = getComputedStyle(document.documentElement);
const known = new Map();   // asking the style takes long
function once(name, read) { if (!known.has(name)) known.set(name, read(setting(name))); return known.get(name); }
const setting = (name) => style.getPropertyValue(`--${name}`).trim();
const number = (name) => once(name, Number);
const rgb = (name) => once(name, hex);
const hex = (code) => [1, 3, 5].map((at) => parseInt(code.slice(at, at + 2), 16));
const css = ([r, g, b], alpha = 1) => `rgb(${r} ${g} ${b} / ${alpha})`;
const mix = (a, b, t) => a.map((each, band) => each + (b[band] - each) * t);
const clamp = (value, low = 0, high = 1) => min(high, max(low, value));
const step = (low, high, value) => { const t = clamp((value - low) / (high - low)); return t * t * (3 - 2 * t); };

const table = Float32Array.from({ length: 4096 }, dice(4711));
const lattice = (x, y, seed) => table[(Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(seed, 83492791)) & 4095];

function noise(x, y, seed = 0) {   // 0 to 1
  const i = floor(x), j = floor(y);
  let u = x - i, v = y - j;
  u *= u * (3 - 2 * u); v *= v * (3 - 2 * v);
  const above = lattice(i, j, seed) * (1 - u) + lattice(i + 1, j, seed) * u;
  return above * (1 - v) + (lattice(i, j + 1, seed) * (1 - u) + lattice(i + 1, j + 1, seed) * u) * v;
}

function clouds(x, y, octaves, seed = 0) {   // 0 to 1, each octave half as large and half as strong
  let total = 0, weight = 0.5;
  for (let octave = 0; octave < octaves; octave += 1) {
    total += noise(x, y, seed + octave * 17) * weight;
    x = x * 2.03 + 11.7; y = y * 2.03 + 5.3; weight *= 0.5;
  }
  return total / (1 - weight * 2);
}

// Distance to a rectangle with rounded corners, negative inside.
function roundedBox(x, y, [left, top, width, height], radius) {
  const dx = abs(x - left - width / 2) - width / 2 + radius, dy = abs(y - top - height / 2) - height / 2 + radius;
  return hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius;
}

function sheet(width, height) {
  const canvas = new OffscreenCanvas(width, height);
  return canvas.getContext("2d", { willReadFrequently: true });
}

class Field {
  constructor(width, height) {
    Object.assign(this, { width, height });
    this.z = new Float32Array(width * height);
    this.colour = new Float32Array(width * height * 3);
    this.cover = new Float32Array(width * height);   // 1 where there is something, 0 where one sees past it
    this.gloss = new Float32Array(width * height);
  }

  // Visit the pixels of a box: act(x, y, index).
  each([left, top, width, height], act) {
    const x0 = max(0, floor(left)), x1 = min(this.width, Math.ceil(left + width));
    const y0 = max(0, floor(top)), y1 = min(this.height, Math.ceil(top + height));
    for (let y = y0; y < y1; y += 1) for (let x = x0, i = y * this.width + x0; x < x1; x += 1, i += 1) act(x + 0.5, y + 0.5, i);
  }

  all(act) { this.each([0, 0, this.width, this.height], act); }

  paint(i, [r, g, b], alpha = 1) {
    const at = i * 3, colour = this.colour;
    colour[at] += (r - colour[at]) * alpha; colour[at + 1] += (g - colour[at + 1]) * alpha; colour[at + 2] += (b - colour[at + 2]) * alpha;
  }

  shade(i, factor) { const at = i * 3; this.colour[at] *= factor; this.colour[at + 1] *= factor; this.colour[at + 2] *= factor; }

  // Lay a canvas on top: its colours, `lift` higher where it is opaque.
  lay(context, lift = 0, alpha = 1) {
    const data = context.getImageData(0, 0, this.width, this.height).data;
    for (let i = 0; i < this.z.length; i += 1) {
      const opaque = (data[i * 4 + 3] / 255) * alpha;
      if (!opaque) continue;
      this.paint(i, [data[i * 4], data[i * 4 + 1], data[i * 4 + 2]], opaque);
      if (lift) this.z[i] += lift * opaque;
      this.cover[i] = max(this.cover[i], opaque);
    }
  }

  // Light it. sun: direction towards it; reach: how far shadows are looked for; returns a canvas, clear where nothing is.
  lit({ sun, warm, sky, ambient = 0.42, power = 0.75, reach = 90, soft = 0.35, hollow = 0.03, shine = 40 }) {
    const { width, height, z, colour, cover, gloss } = this, length = hypot(...sun), [lx, ly, lz] = sun.map((each) => each / length);
    const context = sheet(width, height), image = context.createImageData(width, height), data = image.data;
    const flat = hypot(lx, ly) || 1, across = lx / flat, down = ly / flat, rise = lz / flat;
    const low = blurred(z, width, height, 14);
    const half = [lx, ly, lz + 1], halfLength = hypot(...half);
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        if (!cover[i]) continue;
        const left = z[x ? i - 1 : i], right = z[x < width - 1 ? i + 1 : i], above = z[y ? i - width : i], below = z[y < height - 1 ? i + width : i];
        const nx = (left - right) / 2, ny = (above - below) / 2, norm = 1 / hypot(nx, ny, 1);
        const facing = max(0, (nx * lx + ny * ly + lz) * norm) / lz;
        let open = 1;
        const start = z[i] + 0.6;
        for (let far = 1.5; far < reach; far += max(1, far * 0.07)) {
          const px = round(x + across * far), py = round(y + down * far);
          if (px < 0 || py < 0 || px >= width || py >= height) break;
          const clear = start + rise * far - z[py * width + px];
          if (clear < -0.3) { open = 0; break; }
          open = min(open, 0.5 + clear / (soft * far));
        }
        open = max(0, open);
        const cavity = clamp(1 + (z[i] - low[i]) * hollow, 0.35, 1.25);
        const up = 0.5 - 0.5 * ny * norm;
        const glint = gloss[i] ? gloss[i] * open * Math.pow(max(0, (nx * half[0] + ny * half[1] + half[2]) * norm / halfLength), shine) * 255 : 0;
        for (let band = 0; band < 3; band += 1) {
          const light = cavity * (ambient * sky[band] / 255 * (0.6 + 0.8 * up) + power * warm[band] / 255 * facing * open);
          data[i * 4 + band] = colour[i * 3 + band] * light + glint * warm[band] / 255;
        }
        data[i * 4 + 3] = cover[i] * 255;
      }
    }
    context.putImageData(image, 0, 0);
    return context;
  }
}

// Heights blurred by a box of this radius, twice.
function blurred(values, width, height, radius) {
  let from = values;
  for (let pass = 0; pass < 2; pass += 1) {
    for (const [lines, count, stride, next] of [[height, width, 1, width], [width, height, width, 1]]) {
      const to = new Float32Array(from.length);
      for (let line = 0; line < lines; line += 1) {
        const start = line * next, at = (n) => from[start + clamp(n, 0, count - 1) * stride];
        let sum = 0;
        for (let n = -radius; n <= radius; n += 1) sum += at(n);
        for (let n = 0; n < count; n += 1) {
          to[start + n * stride] = sum / (2 * radius + 1);
          sum += at(n + radius + 1) - at(n - radius);
        }
      }
      from = to;
    }
  }
  return from;
}

// The last of it, over the whole picture: a lens's softness (px) and vignette, and a film's grain.
function developed(context, { softness = 0, vignette = 0.3, grain = 7, seed = 5 } = {}) {
  const { width, height } = context.canvas;
  if (softness) {
    const sharp = sheet(width, height);
    sharp.drawImage(context.canvas, 0, 0);
    context.save(); context.filter = `blur(${softness}px)`; context.drawImage(sharp.canvas, 0, 0); context.restore();
  }
  const image = context.getImageData(0, 0, width, height), data = image.data, r = dice(seed);
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 4) {
      const out = hypot((x / width - 0.5) * 1.15, y / height - 0.5), dark = 1 - vignette * step(0.3, 0.85, out);
      const speck = (r() + r() - 1) * grain;
      for (let band = 0; band < 3; band += 1) data[i + band] = data[i + band] * dark + speck;
    }
  }
  context.putImageData(image, 0, 0);
}

function show(context) {
  const canvas = document.createElement("canvas");
  canvas.width = context.canvas.width; canvas.height = context.canvas.height;
  canvas.getContext("2d").drawImage(context.canvas, 0, 0);
  document.body.append(canvas);
}
