// Who is in it, what falls on them, what is in the sky, and how the poster is printed.

function heavens(target, staging) {
  if (staging === "science") {
    for (let count = 0; count < 620; count += 1) {
      const x = chance() * W, y = chance() * L.eye[1] * 0.95, bright = chance() ** 4;
      const far = hypot(x - L.light[0], y - L.light[1]) / L.light[2];
      target.fillStyle = css([255, 255, 255], (0.15 + 0.85 * bright) * min(1, far * 1.3));
      target.beginPath(); target.arc(x, y, 0.8 + 1.7 * bright, 0, 2 * PI); target.fill();
      if (bright > 0.75) glow(target, x, y, 22, paints.lamp, 0.5);
    }
  }
  if (staging === "horror") soft(target, 0.7, (layer) => {
    for (let count = 0; count < 26; count += 1) {
      const x = L.light[0] + (chance() - 0.62) * W * 0.62, y = L.eye[1] * (0.08 + 0.36 * chance()), size = 8 + 18 * chance(), tilt = (chance() - 0.5) * 0.9;
      layer.save(); layer.translate(x, y); layer.rotate(tilt); layer.scale(size, size);
      layer.fillStyle = css(paints.dark);
      layer.beginPath(); layer.moveTo(-1.3, -0.35); layer.quadraticCurveTo(-0.55, -0.55, -0.12, 0); layer.lineTo(0.12, 0);
      layer.quadraticCurveTo(0.6, -0.6, 1.3, -0.2); layer.quadraticCurveTo(0.6, -0.2, 0.16, 0.28); layer.lineTo(-0.1, 0.26);
      layer.quadraticCurveTo(-0.6, -0.2, -1.3, -0.35); layer.fill();
      layer.restore();
    }
  });
}

// Seen from behind: coat, hat or bun, umbrella. The soles' middle at the origin, one unit to the crown of the head.
function person(layer, { bun = false, lean = 0, arm = 1 } = {}) {
  const s = -arm, parts = [];
  const part = (draw) => { const path = new Path2D(); draw(path); path.closePath(); parts.push(path); };
  for (const k of [-1, 1]) part((leg) => { leg.moveTo(k * 0.115, -0.02); leg.lineTo(k * 0.1, -0.27); leg.lineTo(k * 0.02, -0.27); leg.lineTo(k * 0.018, -0.02); leg.bezierCurveTo(k * 0.03, 0.005, k * 0.12, 0.005, k * 0.115, -0.02); });
  part((coat) => {
    coat.moveTo(-0.165, -0.22);
    coat.bezierCurveTo(-0.15, -0.42, -0.12, -0.5, -0.125, -0.6); coat.bezierCurveTo(-0.15, -0.72, -0.15, -0.78, -0.11, -0.8);
    coat.bezierCurveTo(-0.06, -0.82, -0.045, -0.83, -0.042, -0.86); coat.lineTo(0.042, -0.86);
    coat.bezierCurveTo(0.045, -0.83, 0.06, -0.82, 0.11, -0.8); coat.bezierCurveTo(0.15, -0.78, 0.15, -0.72, 0.125, -0.6);
    coat.bezierCurveTo(0.12, -0.5, 0.15, -0.42, 0.165, -0.22); coat.bezierCurveTo(0.06, -0.205, -0.06, -0.205, -0.165, -0.22);
  });
  part((head) => head.ellipse(0, -0.91, 0.062, 0.078, 0, 0, 2 * PI));
  part((arms) => { arms.moveTo(s * 0.1, -0.79); arms.bezierCurveTo(s * 0.19, -0.77, s * 0.2, -0.6, s * 0.195, -0.42); arms.lineTo(s * 0.145, -0.42); arms.bezierCurveTo(s * 0.15, -0.55, s * 0.14, -0.62, s * 0.1, -0.66); });
  if (bun) part((hair) => hair.ellipse(0, -0.985, 0.045, 0.038, 0, 0, 2 * PI));
  layer.save(); layer.rotate(lean);
  parts.forEach((each) => layer.fill(each));
  if (!bun) {   // a hat
    const hat = new Path2D();
    hat.ellipse(0, -0.945, 0.112, 0.02, 0, 0, 2 * PI); hat.moveTo(-0.066, -0.95); hat.bezierCurveTo(-0.072, -1.05, -0.03, -1.045, 0, -1.03); hat.bezierCurveTo(0.03, -1.045, 0.072, -1.05, 0.066, -0.95); hat.closePath();
    layer.fill(hat);
    layer.fillRect(s * 0.17 - 0.07, -0.4, 0.14, 0.105);
    layer.lineWidth = 0.014; layer.beginPath(); layer.arc(s * 0.17, -0.4, 0.03, PI, 0); layer.stroke();
  }
  // the arm that holds the umbrella
  const hold = new Path2D();
  hold.moveTo(-s * 0.1, -0.8); hold.bezierCurveTo(-s * 0.21, -0.74, -s * 0.215, -0.63, -s * 0.15, -0.6); hold.lineTo(-s * 0.1, -0.7); hold.closePath();
  layer.fill(hold);
  layer.restore();
}

function umbrella(layer, x, top, wide, tilt) {
  layer.save(); layer.translate(x, top); layer.rotate(tilt);
  const dome = new Path2D();
  dome.moveTo(-wide, wide * 0.52);
  dome.bezierCurveTo(-wide * 0.92, -wide * 0.06, -wide * 0.42, -wide * 0.3, 0, -wide * 0.3); dome.bezierCurveTo(wide * 0.42, -wide * 0.3, wide * 0.92, -wide * 0.06, wide, wide * 0.52);
  for (const [from, to] of [[1, 0.62], [0.62, 0.21], [0.21, -0.21], [-0.21, -0.62], [-0.62, -1]]) dome.quadraticCurveTo(((from + to) / 2) * wide, wide * 0.36, to * wide, wide * (0.52 - 0.06 * (1 - abs(to))));
  dome.closePath();
  layer.fill(dome);
  layer.fillRect(-0.007, -wide * 0.42, 0.014, wide * 0.14);
  layer.fillRect(-0.0065, 0, 0.013, wide * 1.35);
  layer.restore();
  return dome;
}

function troupe(layer, staging) {
  if (staging === "romance") {
    layer.save(); layer.translate(-0.16, 0); person(layer, { arm: 1, lean: 0.02 }); layer.restore();
    layer.save(); layer.translate(0.19, 0.005); layer.scale(0.92, 0.92); person(layer, { bun: true, arm: -1, lean: -0.05 }); layer.restore();
    umbrella(layer, 0.02, -1.16, 0.5, 0.03);
  } else {
    person(layer, { arm: 1 });
    umbrella(layer, 0.1, -1.14, 0.43, 0.1);
  }
}

function cast(target, staging) {
  const [x, y, size] = L.figure;
  const stand = (layer, dx = 0, dy = 0, flip = 1) => { layer.translate(x + dx, y + dy); layer.scale(size, size * flip); };
  glow(target, x, y - size * 0.6, size * 1.6, mix(paints.glow, paints.core, 0.4), 0.4);
  // Long shadow towards us, and a broken reflection.
  soft(target, size * 0.022, (layer) => {
    layer.transform(size, 0, size * 0.06, -size * 1.35, x, y - 4);
    layer.fillStyle = layer.strokeStyle = css(mix(paints.dark, [0, 0, 0], 0.5)); troupe(layer, staging);
  }, 0.86);
  // The edge lit from behind, then the dark shape a little smaller than it.
  soft(target, 3, (layer) => { stand(layer, 0, -1); layer.fillStyle = layer.strokeStyle = css(mix(paints.glow, paints.core, 0.55)); troupe(layer, staging); layer.lineJoin = "round"; }, 1);
  soft(target, 0.9, (layer) => { stand(layer, 0, 2); layer.fillStyle = layer.strokeStyle = css(mix(paints.dark, [0, 0, 0], 0.45)); troupe(layer, staging); });
  soft(target, 1.4, (layer) => {   // ribs that the light comes through
    stand(layer, 0, 2);
    layer.strokeStyle = css(paints.glow, 0.5); layer.lineWidth = 0.006;
    const [ux, uy, wide, tilt] = staging === "romance" ? [0.02, -1.16, 0.5, 0.03] : [0.1, -1.14, 0.43, 0.1];
    layer.translate(ux, uy); layer.rotate(tilt);
    for (const rib of [-0.62, -0.21, 0.21, 0.62]) { layer.beginPath(); layer.moveTo(0, -wide * 0.29); layer.quadraticCurveTo(rib * wide * 0.8, -wide * 0.2, rib * wide, wide * 0.48); layer.stroke(); }
  }, 0.7);
}

function rain(target, staging) {
  const heavy = { thriller: 900, horror: 420, romance: 130, science: 160 }[staging];
  soft(target, 0.6, (layer) => {
    layer.lineCap = "round";
    for (let count = 0; count < heavy * W * H / 2.88e6; count += 1) {
      const x = chance() * W * 1.1, y = chance() * H, near = chance() ** 2, long = 26 + 90 * near;
      const far = hypot(x - L.light[0], y - L.light[1]) / L.light[2];
      layer.strokeStyle = css(mix(paints.core, paints.glow, 0.2), (0.07 + 0.2 * near) * exp(-far * 1.1)); layer.lineWidth = 0.8 + 1.7 * near;
      layer.beginPath(); layer.moveTo(x, y); layer.lineTo(x - long * 0.19, y + long); layer.stroke();
    }
  }, 1, "screen");
  if (staging === "romance") for (let count = 0; count < 60; count += 1) {
    const x = chance() * W, y = L.eye[1] * (0.25 + chance()), size = 4 + 22 * chance() ** 2;
    glow(target, x, y, size * 2, paints.core, 0.28);
  }
}

// The laurels, the certificate and the picture house: print, not scene.
function marks(target) {
  const [wx, wy, radius] = L.wreath, ink = css(paints.letters);
  target.fillStyle = target.strokeStyle = ink;
  for (const side of [-1, 1]) {
    target.save(); target.translate(wx, wy); target.scale(side, 1);
    target.lineWidth = 3.2; target.beginPath(); target.arc(0, 0, radius, PI * 0.42, -PI * 0.24, true); target.stroke();
    for (let leaf = 0; leaf < 12; leaf += 1) {
      const turn = PI * 0.42 - (leaf / 11) * PI * 0.64, size = radius * (0.25 - 0.006 * leaf);
      for (const lean of [-0.62, 0.55]) {
        target.save(); target.translate(cos(turn) * radius, sin(turn) * radius); target.rotate(turn - PI / 2 + lean);
        target.beginPath(); target.moveTo(0, 0); target.quadraticCurveTo(size * 0.5, -size * 0.3, size, 0); target.quadraticCurveTo(size * 0.5, size * 0.3, 0, 0); target.fill();
        target.restore();
      }
    }
    target.restore();
  }
  star(target, wx, wy + radius * 0.12, radius * 0.11, true);
  for (const place of [-2, -1, 1, 2]) star(target, wx + place * radius * 0.27, wy + radius * (0.12 - 0.03 * abs(place)), radius * 0.11, place === -2 || place === -1);
  const [cx, cy] = L.foot.certificate;
  target.lineWidth = 4; target.beginPath(); target.roundRect(cx - 52, cy - 38, 104, 76, 38); target.stroke();
  target.font = "44px gothic"; target.textAlign = "center"; target.textBaseline = "alphabetic"; target.fillText("T", cx, cy + 4);
  target.font = "16px gothic"; target.letterSpacing = "0.6px"; target.fillText("CONTAINS TEA", cx, cy + 23); target.letterSpacing = "0px";
  const [sx, sy] = L.foot.studio;   // a lantern, and not lit
  target.lineWidth = 3.5; target.beginPath(); target.arc(sx, sy - 12, 22, 0, 2 * PI); target.stroke();
  target.beginPath(); target.moveTo(sx - 10, sy - 2); target.lineTo(sx - 10, sy - 20); target.lineTo(sx, sy - 28); target.lineTo(sx + 10, sy - 20); target.lineTo(sx + 10, sy - 2); target.closePath(); target.fill();
  target.font = "21px gothic"; target.letterSpacing = "2px"; target.fillText("SOGGY LANTERN", sx, sy + 34); target.letterSpacing = "0px";
}

function star(target, x, y, radius, filled) {
  target.beginPath();
  for (let point = 0; point < 10; point += 1) {
    const turn = -PI / 2 + (point * PI) / 5, far = point % 2 ? radius * 0.42 : radius;
    target.lineTo(x + cos(turn) * far, y + sin(turn) * far);
  }
  target.closePath(); target.lineWidth = 2.4;
  if (filled) target.fill();
  target.stroke();
}

// On paper: a white edge, grain, a fine screen in the mid tones, and the folds it was sent out in.
function printed(scene) {
  const edge = 30, sheet = canvas();
  sheet.fillStyle = css(paints.paper); sheet.fillRect(0, 0, W, H);
  sheet.drawImage(scene.canvas, edge, edge, W - 2 * edge, H - 2 * edge, edge, edge, W - 2 * edge, H - 2 * edge);
  const image = sheet.getImageData(0, 0, W, H), data = image.data, [upright, level] = L.folds;
  for (let y = 0, at = 0; y < H; y += 1) for (let x = 0; x < W; x += 1, at += 4) {
    const dither = lattice[(x * 7919 + y * 104729) & 65535] + lattice[(x * 31 + y * 17011) & 65535] - 1;
    const tooth = clouds(x / 5.5, y / 5.5, 2) - 0.37;
    const grey = (data[at] + data[at + 1] + data[at + 2]) / 765, grain = dither * (W > H ? 6 : 4.6) * (0.35 + grey) + tooth * (W > H ? 12 : 10) * (0.3 + grey * 0.7);
    let light = 1 + (clouds(x / 420 + 5, y / 420, 3) - 0.44) * 0.05, worn = 0;
    const crease = (distance, along) => {
      const wander = distance + (noise(along / 60, 7) - 0.5) * 2.4, wide = abs(wander);
      light += 0.1 * exp(-((wander + 5) ** 2) / 30) - 0.15 * exp(-((wander - 4) ** 2) / 26) + (wander > 0 ? -0.022 : 0.022) * exp(-wide / 90);
      worn = max(worn, smooth(2.2, 0.6, wide) * smooth(0.62, 1.0, clouds(along / 9, distance / 3 + 3, 3) * 0.55 + noise(along / 70, 9) * 0.62));
    };
    for (const fold of upright) if (abs(x - fold) < 260) crease(x - fold, y);
    for (const fold of level) if (abs(y - fold) < 260) crease(y - fold, x);
    for (const fx of upright) for (const fy of level) {
      const far = hypot(x - fx, y - fy);
      if (far < 22) worn = max(worn, smooth(16, 3, far + (noise(x / 4, y / 4) - 0.5) * 20));
    }
    for (let band = 0; band < 3; band += 1) {
      const value = (data[at + band] + grain) * light;
      data[at + band] = max(0, value + (paints.paper[band] - value) * worn * 0.5);
    }
  }
  sheet.putImageData(image, 0, 0);
  return sheet;
}
