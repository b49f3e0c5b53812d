// Ivy: stems that climb, and leaves that turn towards the light, each with a shadow on what is behind it.

const LEAF = "M0,1C0.1,0.62 0.2,0.5 0.62,0.62C0.98,0.62 1.02,0.34 0.8,0.12C1,-0.2 0.86,-0.42 0.56,-0.36C0.4,-0.52 0.22,-0.84 0,-1.08C-0.22,-0.84 -0.4,-0.52 -0.56,-0.36C-0.86,-0.42 -1,-0.2 -0.8,0.12C-1.02,0.34 -0.98,0.62 -0.62,0.62C-0.2,0.5 -0.1,0.62 0,1Z";
const VEINS = "M0,1L0,-0.9M0,0.5L0.72,0.4M0,0.5L-0.72,0.4M0,0.42L0.62,-0.2M0,0.42L-0.62,-0.2";

function leaf(pen, x, y, size, turn, r, shade) {
  const dark = rgb("leaf-dark"), lit = rgb("leaf-lit"), rare = rgb("leaf-rare"), tone = clamp(r.within(0.1, 0.9) * shade);
  const base = r() < number("leaf-rare-much") ? mix(dark, rare, 0.35 + 0.65 * tone) : mix(dark, lit, tone), shape = new Path2D(LEAF);
  pen.save();
  pen.shadowColor = "rgb(0 0 0 / .55)"; pen.shadowBlur = size * 0.35; pen.shadowOffsetX = size * 0.26; pen.shadowOffsetY = size * 0.4;
  pen.translate(x, y); pen.rotate(turn); pen.scale(size * r.within(0.8, 1), size * r.within(0.85, 1.1));
  const sheen = pen.createLinearGradient(-0.9, -0.7, 0.8, 0.9);
  sheen.addColorStop(0, css(mix(base, [255, 255, 255], 0.22 * shade))); sheen.addColorStop(0.45, css(base)); sheen.addColorStop(1, css(mix(base, [0, 0, 0], 0.45)));
  pen.fillStyle = sheen; pen.fill(shape);
  pen.shadowColor = "transparent";
  pen.strokeStyle = css(mix(base, [255, 255, 230], 0.4), 0.55); pen.lineWidth = 0.055; pen.stroke(new Path2D(VEINS));
  if (number("snowfall") && r() < 0.42) {   // what lies on its upper half
    pen.clip(shape); pen.rotate(-turn); pen.fillStyle = "rgb(246 250 255 / .96)"; pen.shadowColor = "rgb(60 80 120 / .6)"; pen.shadowBlur = 3; pen.shadowOffsetX = 0; pen.shadowOffsetY = 3;
    pen.beginPath(); pen.ellipse(0.1, -0.78, 1.15, r.within(0.55, 0.95), r.within(-0.5, 0.5), 0, 7); pen.fill();
  }
  pen.restore();
}

// Each climb is a list of places; leaves crowd about the line through them, thinner towards its end.
function ivy(picture, climbs, r) {
  for (const { path, thick, leaves, size } of climbs) {
    const at = (t) => {
      const n = min(path.length - 2, floor(t * (path.length - 1))), u = t * (path.length - 1) - n;
      return [0, 1].map((axis) => path[n][axis] + (path[n + 1][axis] - path[n][axis]) * u);
    };
    picture.save(); picture.strokeStyle = css(rgb("stem")); picture.lineCap = "round"; picture.shadowColor = "rgb(0 0 0 / .5)"; picture.shadowBlur = 5; picture.shadowOffsetX = 4; picture.shadowOffsetY = 6;
    for (let stem = 0; stem < 4; stem += 1) {
      picture.lineWidth = r.within(2, 6); picture.beginPath();
      for (let t = 0; t <= r.within(0.7, 1); t += 0.02) { const [x, y] = at(min(t, 1)); picture.lineTo(x + thick * 0.6 * (noise(t * 6, stem, 31) - 0.5), y + thick * 0.3 * (noise(t * 6, stem, 37) - 0.5)); }
      picture.stroke();
    }
    picture.restore();
    for (let n = 0; n < leaves; n += 1) {
      const t = 1 - Math.pow(r(), 0.8), [x, y] = at(t), spread = thick * (1.05 - t * 0.72) * (0.45 + 0.9 * noise(t * 9, n % 3, 5));
      const angle = r() * 2 * PI, out = Math.pow(r(), 0.7) * spread, px = x + cos(angle) * out, py = y + sin(angle) * out * 0.8;
      leaf(picture, px, py, size * r.within(0.45, 1) * (1 - 0.25 * t), PI + r.within(-0.9, 0.9), r, 0.45 + 0.55 * n / leaves);
    }
  }
}
