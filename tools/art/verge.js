// What lies behind a sign and grows in front of it. Things out of focus are drawn sharp and blurred.

function weather(width, height, horizon) {
  const context = sheet(width, height), image = context.createImageData(width, height), data = image.data;
  const top = rgb("sky-top"), middle = rgb("sky-middle"), foot = rgb("sky-foot"), lit = rgb("cloud"), under = rgb("cloud-under");
  const much = number("cloud-much"), long = number("cloud-long");
  for (let y = 0, i = 0; y < height; y += 1) {
    const fall = clamp(y / horizon), sky = fall < 0.55 ? mix(top, middle, fall / 0.55) : mix(middle, foot, (fall - 0.55) / 0.45);
    for (let x = 0; x < width; x += 1, i += 4) {
      const n = clouds(x * 0.0016, y * 0.0016 * long + 3, 6, 3), over = clouds(x * 0.0016, y * 0.0016 * long + 2.95, 6, 3);
      const thick = step(1 - much, 1.22 - much, n), tone = mix(lit, under, clamp(0.5 + (over - n) * 9 + (n - 0.6)));
      for (let band = 0; band < 3; band += 1) data[i + band] = sky[band] + (tone[band] - sky[band]) * thick;
      data[i + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return context;
}

// Run a drawing through a blur on to a picture.
function outOfFocus(picture, radius, draw) {
  const { width, height } = picture.canvas, layer = sheet(width, height);
  draw(layer);
  // A little larger than the picture, for a blur fades at a canvas's edge.
  picture.save(); picture.filter = `blur(${radius}px)`; picture.drawImage(layer.canvas, -3 * radius, -3 * radius, width + 6 * radius, height + 6 * radius); picture.restore();
}

function hills(pen, horizon, r) {
  const { width, height } = pen.canvas;
  for (let range = 0; range < 3; range += 1) {
    pen.fillStyle = css(mix(rgb("far"), rgb("hedge-dark"), range * 0.3));
    pen.beginPath(); pen.moveTo(0, height);
    for (let x = 0; x <= width; x += 8) pen.lineTo(x, horizon - 90 + range * 42 - 120 * clouds(x * (0.0011 + range * 0.0007), range * 7, 3, 40) - 9 * noise(x * 0.06, range, 4) * range);
    pen.lineTo(width, height); pen.fill();
  }
}

function lampColumns(pen, horizon) {
  const { width } = pen.canvas;
  pen.strokeStyle = css(rgb("steel-dark"));
  for (const [x, top, thick, side] of [[width - 62, horizon - 860, 15, -1], [width - 148, horizon - 420, 8, -1], [40, horizon - 640, 11, 1]]) {
    pen.lineWidth = thick; pen.beginPath(); pen.moveTo(x, horizon + 60); pen.lineTo(x, top + 60); pen.quadraticCurveTo(x, top, x + side * 70, top - 8); pen.stroke();
    pen.fillStyle = css(rgb("lamp")); pen.beginPath(); pen.ellipse(x + side * 84, top - 4, 34, 9, 0, 0, 7); pen.fill();
  }
}

// Lamps of traffic, each a disc.
function traffic(picture, horizon, r) {
  const { width } = picture.canvas, much = number("traffic");
  picture.save(); picture.globalCompositeOperation = "screen"; picture.filter = "blur(2px)";
  for (let n = 0; n < 46 * much; n += 1) {
    const right = r() < 0.72, x = right ? width * r.within(0.55, 1) : width * r.within(0, 0.4), y = horizon + r.within(-26, 86), size = r.within(9, 34);
    picture.fillStyle = css(hex(right ? r.pick(["#ff3a22", "#ff2a1a", "#ff6a2a"]) : r.pick(["#fff0cf", "#ffe4b0"])), r.within(0.16, 0.5) * much);
    picture.beginPath(); picture.arc(x, y, size, 0, 7); picture.fill();
  }
  picture.restore();
}

function hedge(pen, top, r, light) {
  const { width, height } = pen.canvas, dark = rgb("hedge-dark"), lit = rgb("hedge-lit");
  const edge = (x) => top + 70 * clouds(x * 0.004, 2, 4, 9) - 36;
  pen.fillStyle = css(dark); pen.beginPath(); pen.moveTo(0, height);
  for (let x = 0; x <= width; x += 6) pen.lineTo(x, edge(x) + 22);
  pen.lineTo(width, height); pen.fill();
  for (let n = 0; n < width * 5.2; n += 1) {
    const x = r() * width, deep = Math.pow(r(), 1.5) * (height - top + 60), y = edge(x) + deep + r.within(-14, 10), size = r.within(6, 17) * (1 + deep / 600);
    const shine = clamp(light * (1.1 - deep / 210) * r.within(0.2, 1.15) + 0.35 * (noise(x * 0.02, y * 0.02, 6) - 0.5));
    pen.fillStyle = css(mix(dark, lit, shine), 0.95);
    pen.beginPath(); pen.ellipse(x, y, size, size * r.within(0.35, 0.6), r() * PI, 0, 7); pen.fill();
  }
}

function grass(pen, foot, tall, r, count) {
  const { width } = pen.canvas, dark = rgb("grass-dark"), lit = rgb("grass-lit");
  for (let n = 0; n < count; n += 1) {
    const x = r() * (width + 80) - 40, high = tall * r.within(0.35, 1) * (0.7 + 0.6 * noise(x * 0.006, 3, 8)), lean = r.within(-0.45, 0.55) * high, thick = r.within(2, 5.4);
    const tone = pen.createLinearGradient(0, foot, 0, foot - high);
    tone.addColorStop(0, css(dark)); tone.addColorStop(1, css(mix(dark, lit, r.within(0.35, 1))));
    pen.fillStyle = tone;
    pen.beginPath(); pen.moveTo(x - thick, foot);
    pen.quadraticCurveTo(x + lean * 0.2, foot - high * 0.6, x + lean, foot - high);
    pen.quadraticCurveTo(x + lean * 0.2 + thick, foot - high * 0.55, x + thick, foot); pen.fill();
  }
}

// Cow parsley, without which no verge is British.
function cowParsley(pen, x, foot, high, r) {
  const flower = rgb("flower"), stalk = css(mix(rgb("grass-dark"), rgb("grass-lit"), 0.6));
  const lean = r.within(-0.14, 0.14) * high, topX = x + lean, topY = foot - high;
  pen.strokeStyle = stalk; pen.lineCap = "round";
  pen.lineWidth = high / 70; pen.beginPath(); pen.moveTo(x, foot); pen.quadraticCurveTo(x, foot - high * 0.6, topX, topY + high * 0.16); pen.stroke();
  for (let ray = 0; ray < 11; ray += 1) {
    const angle = ((ray - 5) / 5) * 1.12 + r.within(-0.08, 0.08), length = high * r.within(0.15, 0.19);
    const ex = topX + sin(angle) * length * 1.25, ey = topY + high * 0.16 - cos(angle) * length;
    pen.strokeStyle = stalk; pen.lineWidth = high / 170; pen.beginPath(); pen.moveTo(topX, topY + high * 0.16); pen.quadraticCurveTo((topX + ex) / 2, ey + length * 0.3, ex, ey); pen.stroke();
    for (let n = 0; n < 26; n += 1) {
      const dx = r.within(-1, 1), dy = r.within(-1, 1);
      if (dx * dx + dy * dy > 1) continue;
      pen.fillStyle = css(mix(flower, rgb("grass-lit"), clamp(0.1 + 0.4 * dy + r() * 0.2)));
      pen.beginPath(); pen.arc(ex + dx * high * 0.042, ey + dy * high * 0.02, high * r.within(0.006, 0.011), 0, 7); pen.fill();
    }
  }
}

// A small fat bird upon an edge.
function bird(pen, x, y, size, facing) {
  pen.save(); pen.translate(x, y); pen.scale(size * facing, size);
  pen.fillStyle = css(rgb("bird"));
  pen.fill(new Path2D("M-1.5,-0.62L-0.5,-0.72C-0.25,-1.15 0.2,-1.3 0.42,-1.62C0.5,-1.86 0.86,-1.9 0.98,-1.66L1.24,-1.52L0.98,-1.5C0.98,-1.16 0.86,-0.5 0.3,-0.24L-0.3,-0.22L-1.45,-0.44Z"));
  pen.strokeStyle = pen.fillStyle; pen.lineWidth = 0.07; pen.beginPath(); pen.moveTo(0.05, -0.3); pen.lineTo(0.1, 0.02); pen.moveTo(0.24, -0.3); pen.lineTo(0.32, 0.02); pen.stroke();
  pen.restore();
}
