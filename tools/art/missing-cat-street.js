// A terraced street as a lens sees it that looks at something near: painted sharp and small, then each point of it spread
// to a disc. Lamps are far brighter than white, and stay discs.
const COARSE = 4;   // art px to a pixel of the street

function street(layout) {
  const [width, height] = layout.size.map((each) => each / COARSE), c = canvasOf(width, height);
  const [vx, vy] = layout.vanishing.map((each) => each / COARSE), lens = 520;
  const at = (x, y, z) => [vx + (x * lens) / z / 2.2, vy - ((y - 1.6) * lens) / z / 2.2];
  const quad = (fill, ...corners) => {
    c.fillStyle = fill; c.beginPath();
    corners.forEach((each) => c.lineTo(...at(...each)));
    c.fill();
  };
  const sky = c.createLinearGradient(0, 0, 0, vy);
  sky.addColorStop(0, given("zenith")); sky.addColorStop(1, given("haze"));
  c.fillStyle = sky; c.fillRect(0, 0, width, height);
  for (let puff = 0; puff < 26; puff += 1) {   // clouds
    c.fillStyle = given("cloud"); c.globalAlpha = 0.10;
    c.beginPath(); c.ellipse(width * chance(), vy * chance() * 0.8, 30 + 70 * chance(), 8 + 16 * chance(), 0, 0, 7); c.fill();
  }
  c.globalAlpha = 1;
  quad(given("road"), [-60, 0, 300], [60, 0, 300], [60, 0, 1], [-60, 0, 1]);
  quad(given("pavement"), [4.6, 0.1, 200], [7.4, 0.1, 200], [7.4, 0.1, 1.2], [4.6, 0.1, 1.2]);
  quad(given("pavement"), [-5.6, 0.1, 200], [-8.4, 0.1, 200], [-8.4, 0.1, 1.2], [-5.6, 0.1, 1.2]);
  const lamps = [], bricks = given("bricks").split(" "), doors = given("doors").split(" ");
  for (const side of [1, -1]) {
    for (let house = 15; house >= 0; house -= 1) {
      const x = side * (side > 0 ? 7.6 : 8.6), z = 4 + house * 5, far = z + 5, tall = 6.6 + 0.5 * ((house * 7) % 3);
      quad(given("slate"), [x, tall, z], [x, tall, far], [x + side * 3, tall + 2.6, far], [x + side * 3, tall + 2.6, z]);
      quad(bricks[(house + (side > 0 ? 0 : 2)) % bricks.length], [x, 0, z], [x, 0, far], [x, tall, far], [x, tall, z]);
      for (const [from, to, low, high] of [[0.5, 2.3, 1.0, 2.7], [0.6, 1.9, 3.9, 5.5], [2.9, 4.2, 3.9, 5.5]]) {
        const lit = chance() < amount("lit"), glass = lit ? given("lamp") : given("glass");
        quad(given("frame"), [x, low - 0.2, z + from - 0.15], [x, low - 0.2, z + to + 0.15], [x, high + 0.2, z + to + 0.15], [x, high + 0.2, z + from - 0.15]);
        quad(glass, [x, low, z + from], [x, low, z + to], [x, high, z + to], [x, high, z + from]);
        if (lit) lamps.push([...at(x, (low + high) / 2, z + (from + to) / 2), 60 / z, 3, "lamp"]);
      }
      quad(doors[(house * 3 + (side > 0 ? 0 : 1)) % doors.length], [x, 0, z + 3], [x, 0, z + 4.2], [x, 2.5, z + 4.2], [x, 2.5, z + 3]);
      quad(given("leaf"), [x - side * 1.1, 0, z + 0.3], [x - side * 1.1, 0, z + 2.8], [x - side * 1.1, 1.0, z + 2.8], [x - side * 1.1, 1.0, z + 0.3]);
    }
    for (let tree = 4; tree >= 0; tree -= 1) {
      const z = 9 + tree * 9, x = side * 6.4, reach = (lens / z / 2.2) * 2.1, [tx, ty] = at(x, 5.2, z);
      quad(given("trunk"), [x - 0.15, 0, z], [x + 0.15, 0, z], [x + 0.12, 5, z], [x - 0.12, 5, z]);
      for (let clump = 0; clump < 34; clump += 1) {
        c.fillStyle = given(chance() < 0.4 ? "sunlit" : "leaf");
        c.beginPath(); c.arc(tx + reach * 1.5 * (chance() - 0.5), ty + reach * 1.3 * (chance() - 0.5), reach * (0.14 + 0.22 * chance()), 0, 7); c.fill();
      }
    }
  }
  const cars = given("cars").split(" ");
  for (let car = 5; car >= 0; car -= 1) {
    for (const [x, start, side] of [[3.2, 6, 1], [-4.6, 8, -1]]) {
      const z = start + car * 7, far = z + 4, wide = 1.7, low = 0.25, belt = 0.95, roof = 1.5, paint = cars[(car + (side > 0 ? 0 : 3)) % cars.length];
      quad("#08090a", [x - wide / 2, 0.02, z - 0.2], [x + wide / 2, 0.02, z - 0.2], [x + wide / 2, 0.3, z], [x - wide / 2, 0.3, z]);
      quad(paint, [x - (side * wide) / 2, low, z], [x - (side * wide) / 2, low, far], [x - (side * wide) / 2, belt, far], [x - (side * wide) / 2, belt, z]);
      quad(given("glass"), [x - (side * wide) / 2, belt, z + 0.5], [x - (side * wide) / 2, belt, far - 0.8], [x - side * 0.65, roof, far - 1.2], [x - side * 0.65, roof, z + 1]);
      quad(paint, [x - wide / 2, low, z], [x + wide / 2, low, z], [x + wide / 2, belt, z], [x - wide / 2, belt, z]);
      quad(given("glass"), [x - wide / 2 + 0.1, belt, z + 0.3], [x + wide / 2 - 0.1, belt, z + 0.3], [x + 0.6, roof, z + 1], [x - 0.6, roof, z + 1]);
      quad(paint, [x - 0.6, roof, z + 1], [x + 0.6, roof, z + 1], [x + 0.6, roof + 0.02, far - 1], [x - 0.6, roof + 0.02, far - 1]);
      for (const end of [-0.65, 0.65]) lamps.push([...at(x + end, 0.7, z), 22 / z, amount("traffic") * (side > 0 ? 6 : 9), side > 0 ? "tail" : "head"]);
    }
  }
  for (let post = 0; post < 5; post += 1) {
    const z = 12 + post * 10, x = post % 2 ? 5 : -6;
    quad(given("trunk"), [x - 0.07, 0, z], [x + 0.07, 0, z], [x + 0.07, 6.6, z], [x - 0.07, 6.6, z]);
    lamps.push([...at(x + (post % 2 ? -0.9 : 0.9), 6.6, z), 30 / z, amount("lanterns") * 26, "lamp"]);
  }
  return spread(c, lamps, layout.blur || 15);
}

function spread(c, lamps, radius) {
  const { width, height } = c.canvas, data = c.getImageData(0, 0, width, height).data, from = new Float32Array(3 * width * height);
  for (let i = 0; i < width * height; i += 1) for (let k = 0; k < 3; k += 1) from[3 * i + k] = linear(data[4 * i + k] / 255);
  for (const [x, y, reach, power, name] of lamps) {
    const colour = colourOf(name), r = Math.max(1.2, Math.min(4, reach));
    for (let py = floor(y - r); py <= y + r; py += 1) for (let px = floor(x - r); px <= x + r; px += 1) {
      if (px < 0 || py < 0 || px >= width || py >= height || Math.hypot(px - x, py - y) > r) continue;
      for (let k = 0; k < 3; k += 1) from[3 * (py * width + px) + k] += colour[k] * power;
    }
  }
  const rows = [];   // of an iris a little brighter at its rim, as lenses have it
  for (let dy = -radius; dy <= radius; dy += 1) for (let dx = -radius; dx <= radius; dx += 1) {
    const far = Math.hypot(dx, dy);
    if (far < radius + 0.4) rows.push([dx, dy, (far > radius - 1.6 ? 1.25 : 1) * clamp(radius + 0.4 - far)]);
  }
  const total = rows.reduce((sum, each) => sum + each[2], 0), to = new Float32Array(from.length);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
    let r = 0, g = 0, b = 0;
    for (const [dx, dy, weight] of rows) {
      const i = 3 * (clamp(y + dy, 0, height - 1) * width + clamp(x + dx, 0, width - 1));
      r += weight * from[i]; g += weight * from[i + 1]; b += weight * from[i + 2];
    }
    const i = 3 * (y * width + x);
    to[i] = r / total; to[i + 1] = g / total; to[i + 2] = b / total;
  }
  return { width, height, data: to };
}

function sampled({ width, height, data }, x, y, into) {
  const px = clamp(x / COARSE - 0.5, 0, width - 1.001), py = clamp(y / COARSE - 0.5, 0, height - 1.001), i = floor(px), j = floor(py), u = px - i, v = py - j;
  const a = 3 * (j * width + i), b = a + 3 * width;
  for (let k = 0; k < 3; k += 1) into[k] = (data[a + k] * (1 - u) + data[a + 3 + k] * u) * (1 - v) + (data[b + k] * (1 - u) + data[b + 3 + k] * u) * v;
}
