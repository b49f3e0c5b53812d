// What the street is made of: the kettle at its end, terraces, lamps and a wet road. One-point perspective, lengths in metres
// where a point is put through `seen`.

function seen(x, y, z) {
  const [ex, ey] = L.eye;
  return [ex + (x * L.focal) / z, ey - ((y - 1.5) * L.focal) / z];
}

function shape(target, points, close = true) {
  target.beginPath();
  points.forEach(([x, y], at) => (at ? target.lineTo(x, y) : target.moveTo(x, y)));
  if (close) target.closePath();
}

// How much haze lies between the eye and a distance.
const veil = (z) => 1 - exp(-max(0, z - 4) / 42);
const atDepth = (z, base = paints.dark) => mix(base, mix(mix(paints.shade, paints.haze, 0.75), paints.glow, 0.22 * veil(z)), veil(z) * 0.92);

// Paths of the kettle, its base's middle at the origin, one unit high to the lid's rim.
function kettleParts(target) {
  const body = new Path2D(), handle = new Path2D(), spout = new Path2D(), lid = new Path2D();
  body.moveTo(-0.52, 0);
  body.bezierCurveTo(-0.60, -0.02, -0.62, -0.05, -0.61, -0.10);
  body.bezierCurveTo(-0.585, -0.42, -0.42, -0.66, -0.20, -0.755);
  body.lineTo(0.20, -0.755);
  body.bezierCurveTo(0.42, -0.66, 0.585, -0.42, 0.61, -0.10);
  body.bezierCurveTo(0.62, -0.05, 0.60, -0.02, 0.52, 0);
  body.closePath();
  spout.moveTo(-0.575, -0.20);
  spout.bezierCurveTo(-0.72, -0.26, -0.76, -0.42, -0.80, -0.545);
  spout.bezierCurveTo(-0.815, -0.59, -0.85, -0.625, -0.905, -0.645);
  spout.lineTo(-0.885, -0.705);
  spout.bezierCurveTo(-0.79, -0.695, -0.735, -0.675, -0.70, -0.62);
  spout.bezierCurveTo(-0.655, -0.54, -0.60, -0.50, -0.50, -0.475);
  spout.closePath();
  lid.moveTo(-0.235, -0.745);
  lid.bezierCurveTo(-0.23, -0.79, -0.12, -0.83, -0.035, -0.836);
  lid.lineTo(-0.03, -0.86);
  lid.bezierCurveTo(-0.085, -0.875, -0.085, -0.945, 0, -0.95);
  lid.bezierCurveTo(0.085, -0.945, 0.085, -0.875, 0.03, -0.86);
  lid.lineTo(0.035, -0.836);
  lid.bezierCurveTo(0.12, -0.83, 0.23, -0.79, 0.235, -0.745);
  lid.closePath();
  handle.moveTo(-0.40, -0.60);
  handle.bezierCurveTo(-0.44, -0.98, -0.28, -1.20, 0, -1.205);
  handle.bezierCurveTo(0.28, -1.20, 0.44, -0.98, 0.40, -0.60);
  handle.lineTo(0.345, -0.64);
  handle.bezierCurveTo(0.365, -0.95, 0.235, -1.12, 0, -1.122);
  handle.bezierCurveTo(-0.235, -1.12, -0.365, -0.95, -0.345, -0.64);
  handle.closePath();
  return { body, handle, spout, lid };
}

function kettle(target, staging) {
  const flies = staging === "science", [x, y] = L.kettle, size = L.kettle[2] * (flies ? 0.74 : 1);
  const { body, handle, spout, lid } = kettleParts(), hover = flies ? size * 0.42 : 0;
  const place = (layer) => { layer.translate(x, y + size * 0.06 - hover); layer.scale(size, size); };
  const all = (layer, fill) => { layer.fillStyle = fill; for (const part of [handle, spout, body, lid]) layer.fill(part); };
  steam(target, staging, x - size * 0.9, y + size * 0.06 - hover - size * 0.68, size);
  // A halo round the edge, where the light behind wraps.
  soft(target, size * 0.03, (layer) => { place(layer); all(layer, css(paints.core, 0.55)); }, 0.5, "screen");
  soft(target, 1.2, (layer) => {
    place(layer);
    const metal = layer.createLinearGradient(0, -1.2, 0, 0.05), near = mix(paints.dark, paints.shade, 0.75), far = mix(paints.haze, paints.glow, 0.3);
    metal.addColorStop(0, css(mix(near, far, 0.18))); metal.addColorStop(0.5, css(mix(near, far, 0.08))); metal.addColorStop(1, css(mix(near, far, 0.55)));
    all(layer, metal);
    layer.save();   // the belly turns away from the light: a shade at the right, a sheen along the left
    layer.clip(body);
    const round = layer.createLinearGradient(-0.62, 0, 0.62, 0);
    round.addColorStop(0, css(paints.glow, 0.55)); round.addColorStop(0.10, css(paints.haze, 0.5)); round.addColorStop(0.28, css(paints.shade, 0.15));
    round.addColorStop(0.55, css(paints.dark, 0.45)); round.addColorStop(0.9, css(paints.shade, 0.2)); round.addColorStop(1, css(paints.glow, 0.6));
    layer.fillStyle = round; layer.fillRect(-0.7, -0.8, 1.4, 0.9);
    // Plates and rivets: it was built, by somebody, over years.
    for (const height of [0.12, 0.26, 0.40, 0.53, 0.65]) {
      const wide = 0.63 - height * height * 0.62;
      layer.strokeStyle = css(paints.dark, 0.5); layer.lineWidth = 0.004;
      layer.beginPath(); layer.ellipse(0, -height, wide, 0.045 * (1.1 - height), 0, 0, PI); layer.stroke();
      layer.strokeStyle = css(paints.glow, 0.22); layer.lineWidth = 0.002;
      layer.beginPath(); layer.ellipse(0, -height + 0.006, wide, 0.045 * (1.1 - height), 0, 0, PI); layer.stroke();
      for (let turn = 0.06; turn < PI; turn += 0.075) {
        layer.fillStyle = css(paints.dark, 0.45);
        layer.beginPath(); layer.arc(cos(turn) * wide, -height + 0.017 + sin(turn) * 0.045 * (1.1 - height), 0.0028, 0, 2 * PI); layer.fill();
      }
    }
    layer.restore();
    layer.lineWidth = 0.006; layer.strokeStyle = css(paints.core, 0.5);
    for (const part of [handle, spout, lid]) layer.stroke(part);
    layer.lineWidth = 0.004; layer.stroke(body);
  });
  // Small windows, for scale.
  for (let row = 0; row < 6; row += 1) for (let at = -7; at <= 7; at += 1) {
    if (chance() > (staging === "horror" ? 0.16 : 0.34)) continue;
    const high = 0.09 + row * 0.105, wide = 0.55 - high * high * 0.6, sway = sin((at / 8) * PI * 0.5) * wide;
    const px = x + sway * size, py = y + size * 0.06 - hover - high * size + sqrt(max(0, 1 - (sway / wide) ** 2)) * size * 0.03;
    target.fillStyle = css(paints.core, 0.8); target.fillRect(px - size * 0.0035, py, size * 0.007, size * 0.012);
    glow(target, px, py + 3, size * 0.03, paints.lamp, 0.25);
  }
  if (staging === "horror") eyes(target, x, y - size * 0.34, size);
  if (staging === "science") underside(target, x, y + size * 0.06 - hover, size);
}

function glow(target, x, y, radius, colour, alpha) {
  const light = target.createRadialGradient(x, y, 0, x, y, radius);
  light.addColorStop(0, css(colour, alpha)); light.addColorStop(0.3, css(colour, alpha * 0.35)); light.addColorStop(1, css(colour, 0));
  target.save();
  target.globalCompositeOperation = "screen"; target.fillStyle = light;
  target.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  target.restore();
}

// Two gauges on the belly, that look like nothing in particular.
function eyes(target, x, y, size) {
  for (const side of [-1, 1]) {
    const ex = x + side * size * 0.2;
    soft(target, 2, (layer) => {
      layer.fillStyle = css(paints.core, 0.95);
      layer.beginPath(); layer.moveTo(ex - side * size * 0.085, y + size * 0.035);
      layer.quadraticCurveTo(ex, y - size * 0.01, ex + side * size * 0.105, y - size * 0.05);
      layer.quadraticCurveTo(ex + side * size * 0.06, y + size * 0.05, ex - side * size * 0.085, y + size * 0.035); layer.fill();
    });
    glow(target, ex, y, size * 0.3, paints.glow, 0.9);
  }
}

// Lamps round the base, and a beam.
function underside(target, x, y, size) {
  const wide = size * 0.56;
  soft(target, size * 0.02, (layer) => {
    const beam = layer.createLinearGradient(0, y, 0, L.figure[1]);
    beam.addColorStop(0, css(paints.core, 0.85)); beam.addColorStop(1, css(paints.lamp, 0.12));
    layer.fillStyle = beam;
    shape(layer, [[x - wide * 0.25, y], [x + wide * 0.25, y], [x + wide * 0.75, L.eye[1] + 60], [x - wide * 0.75, L.eye[1] + 60]]); layer.fill();
  }, 0.85, "screen");
  for (let at = 0; at <= 12; at += 1) {
    const px = x + cos((at / 12) * PI) * wide * 0.96, py = y - size * 0.012 + sin((at / 12) * PI) * size * 0.018;
    target.fillStyle = css(paints.core); target.beginPath(); target.arc(px, py, size * 0.007, 0, 2 * PI); target.fill();
    glow(target, px, py, size * 0.075, paints.lamp, 0.9);
  }
}

// A plume that leaves the spout and is torn by the wind; in a romance it turns out heart-shaped.
function steam(target, staging, x, y, size) {
  const lift = staging === "science" ? 0.5 : 1;
  wash(target, (px, py) => {
    const u = (x - px) / size, v = (y - py) / size;
    if (u < -0.5 || v < -0.35 || u > 1.6 || v > 1.2) return [0, 0, 0, 0];
    const warp = clouds(px / 120 + 9, py / 110, 4) - 0.47, along = hypot(u, v);
    let body;
    if (staging === "romance") {
      const hx = (u + 0.02 + warp * 0.05) / 0.15, hy = (v - 0.34 + (clouds(px / 90, py / 90 + 60, 4) - 0.47) * 0.05) / 0.15;
      const heart = (hx * hx + hy * hy - 1) ** 3 - hx * hx * hy * hy * hy;
      const neck = abs(u + v * 0.2 + warp * 0.12) - 0.012 - v * 0.1;
      body = max(1.5 * smooth(0.12, -0.06, heart), v > -0.02 && v < 0.2 ? smooth(0.02, -0.03, neck) * smooth(0.2, 0.1, v) : 0);
    } else {
      const bend = u * 0.75 + u * u * 0.34 * lift, thick = 0.035 + u * 0.3;
      body = u < 0 ? 0 : smooth(1, 0, abs(v * 1.0 - bend * 0.8 + warp * 0.55 * (0.3 + u)) / thick) * smooth(1.35, 0.2, along);
    }
    const puff = clouds(px / 75 + warp * 2, py / 68 + 31, 5);
    return [...mix(mix(paints.glow, paints.haze, 0.3), paints.core, min(1, 0.25 + puff * 0.9)), min(1, body * (0.2 + 1.25 * puff)) * 0.86];
  });
}

// Terraces on both sides, far ones first.
function street(target, staging) {
  const houses = [];
  for (let z = 110; z > 2.6; z *= 0.86) houses.push([z * 0.86, z]);
  for (const [near, far] of houses) {
    for (const side of [-1, 1]) house(target, side, near, far, staging);
    if (near > 6) for (const side of [-1, 1]) if (houses.findIndex((each) => each[0] === near) % 2) lamp(target, side, near);
  }
}

const WALL = 7.6;   // from the middle of the road to the fronts

function house(target, side, near, far, staging) {
  const wall = side * WALL, ridge = side * (WALL + 3), colour = atDepth(near), high = 4.7 + ((near * 13.7 + side * 3) % 1) * 0.4;
  target.fillStyle = css(mix(colour, [0, 0, 0], 0.12));
  shape(target, [seen(wall, 0, near), seen(wall, high, near), seen(wall, high, far), seen(wall, 0, far)]); target.fill();
  target.fillStyle = css(mix(colour, [0, 0, 0], 0.32));
  shape(target, [seen(wall * 0.985, high, near), seen(ridge, high + 2, near), seen(ridge, high + 2, far), seen(wall * 0.985, high, far)]); target.fill();
  // A wet edge of light along the eaves and down the slates.
  target.strokeStyle = css(mix(paints.glow, paints.core, 0.3), 0.16 + 0.25 * veil(near)); target.lineWidth = max(1, 14 / near);
  shape(target, [seen(wall * 0.985, high, near), seen(wall * 0.985, high, far)], false); target.stroke();
  const stack = side * (WALL + 2.6), mid = near + (far - near) * 0.5;
  target.fillStyle = css(mix(colour, [0, 0, 0], 0.3));
  const [ax, ay] = seen(stack - 0.5, high + 3, mid), [bx, by] = seen(stack + 0.5, high + 1.2, mid);
  target.fillRect(ax, ay, bx - ax, by - ay);
  for (const pot of [-0.28, 0.04, 0.3]) {
    const [px, py] = seen(stack + pot - 0.1, high + 3.5, mid), [qx, qy] = seen(stack + pot + 0.1, high + 2.9, mid);
    target.fillRect(px, py, qx - px, qy - py);
  }
  for (const [part, low, top] of [[0.14, 2.9, 4.2], [0.62, 2.9, 4.2], [0.55, 0.8, 2.1]]) {
    const at = (t) => near + (far - near) * t, lit = chance() < (staging === "horror" ? 0.14 : 0.3) && near > 7;
    shape(target, [seen(wall, low, at(part)), seen(wall, top, at(part)), seen(wall, top, at(part + 0.24)), seen(wall, low, at(part + 0.24))]);
    target.fillStyle = lit ? css(mix(paints.lamp, paints.core, 0.35), 0.9) : css(mix(paints.haze, paints.glow, 0.2), 0.12 + 0.1 * veil(near));
    target.fill();
    if (lit) {
      const [mx, my] = seen(wall, (low + top) / 2, at(part + 0.12));
      glow(target, mx, my, 900 / near, paints.lamp, 0.35);
      target.strokeStyle = css(colour, 0.9); target.lineWidth = max(1, 30 / near);
      shape(target, [seen(wall, (low + top) / 2, at(part)), seen(wall, (low + top) / 2, at(part + 0.24))], false); target.stroke();
      shape(target, [seen(wall, low, at(part + 0.12)), seen(wall, top, at(part + 0.12))], false); target.stroke();
    }
  }
  target.fillStyle = css(mix(colour, [0, 0, 0], 0.5), 0.8);   // the door
  const door = (t) => near + (far - near) * t;
  shape(target, [seen(wall, 0, door(0.16)), seen(wall, 2.1, door(0.16)), seen(wall, 2.1, door(0.36)), seen(wall, 0, door(0.36))]); target.fill();
}

function lamp(target, side, z) {
  const [x, foot] = seen(side * 5.4, 0, z), [, top] = seen(side * 5.4, 3.9, z), unit = foot - top;
  target.fillStyle = css(mix(atDepth(z), [0, 0, 0], 0.4));
  target.fillRect(x - unit * 0.008, top, unit * 0.016, unit);
  target.fillRect(x - unit * 0.018, foot - unit * 0.2, unit * 0.036, unit * 0.2);
  shape(target, [[x - unit * 0.02, top], [x - unit * 0.045, top - unit * 0.1], [x, top - unit * 0.145], [x + unit * 0.045, top - unit * 0.1], [x + unit * 0.02, top]]); target.fill();
  target.fillStyle = css(paints.core);
  shape(target, [[x - unit * 0.016, top - unit * 0.008], [x - unit * 0.034, top - unit * 0.09], [x + unit * 0.034, top - unit * 0.09], [x + unit * 0.016, top - unit * 0.008]]); target.fill();
  glow(target, x, top - unit * 0.05, unit * 0.8, paints.lamp, 0.55);
  glow(target, x, top - unit * 0.05, unit * 0.24, paints.core, 0.8);
}

// Courses of setts, laid across the road; a joint is dull. They melt into one in the distance.
function sett(x, z) {
  const course = z / 0.24, row = floor(course), along = x / 0.38 + (row % 2) * 0.5 + noise(row, 4) * 0.3;
  const gap = max(abs(course - row - 0.5), abs(along - floor(along) - 0.5) * 0.98) * 2;
  return 1 - (0.6 * smooth(0.72, 0.98, gap) + 0.2 * noise(row * 3.1, floor(along) * 1.7)) * smooth(9, 2.5, z);
}

// Setts that shine: the picture above turned over, broken up, and darkened towards the foot.
function wetRoad(target) {
  const level = L.eye[1] + 4, deep = H - level, from = target.getImageData(0, 0, W, level), to = target.createImageData(W, deep);
  for (let y = 0; y < deep; y += 1) {
    const near = y / deep, row = 1.5 * L.focal / max(4, y);   // metres away
    for (let x = 0; x < W; x += 1) {
      const px = ((x - L.eye[0]) * row) / L.focal;
      const ripple = noise(px * 2.1 + 90, row * 2.3) - 0.5, fine = noise(px * 9, row * 5.2) - 0.5;
      const sx = max(0, min(W - 1, floor(x + (ripple * 60 + fine * 34) * (0.2 + near)))), sy = max(0, min(level - 1, floor(level - 1 - y * 1.28 - (ripple * 190 + fine * 120) * near)));
      const source = (sy * W + sx) * 4, at = (y * W + x) * 4;
      const wet = 0.5 + 0.5 * smooth(0.34, 0.62, clouds(px * 0.5 + 7, row * 0.55 + 3, 4)), kept = min(1, wet * (1.05 - 0.45 * near) * sett(px, row));
      for (let band = 0; band < 3; band += 1) to.data[at + band] = paints.dark[band] * (1 - kept) * 0.9 + from.data[source + band] * kept;
      to.data[at + 3] = 255;
    }
  }
  const road = canvas();
  road.putImageData(to, 0, level);
  target.save();
  shape(target, [seen(-WALL, 0, 1.2), seen(-WALL, 0, 300), seen(WALL, 0, 300), seen(WALL, 0, 1.2)]); target.clip();
  target.filter = "blur(0.8px)";
  target.drawImage(road.canvas, 0, 0);
  target.restore();
  // Kerbs catch the light.
  for (const side of [-1, 1]) {
    target.strokeStyle = css(mix(paints.glow, paints.core, 0.4), 0.3); target.lineWidth = 2;
    shape(target, [seen(side * 4.8, 0.05, 2.4), seen(side * 4.8, 0.05, 90)], false); target.stroke();
  }
}
