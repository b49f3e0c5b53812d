// Chance that falls the same way each time, and the noise made of it.

function dice(seed) {   // mulberry32
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  next.within = (low, high) => low + (high - low) * next();
  next.pick = (list) => list[Math.floor(next() * list.length)];
  return next;
}

function valueNoise(lattice) {   // 0 to 1, smooth between whole numbers, for which the lattice holds 256 x 256 values
  return (x, y) => {
    const i = Math.floor(x), j = Math.floor(y);
    let u = x - i, v = y - j;
    u *= u * (3 - 2 * u); v *= v * (3 - 2 * v);
    const r = j & 255, s = (j + 1) & 255, a = (i & 255) << 8, b = ((i + 1) & 255) << 8;
    return (lattice[a | r] * (1 - u) + lattice[b | r] * u) * (1 - v) + (lattice[a | s] * (1 - u) + lattice[b | s] * u) * v;
  };
}

function layered(noise, x, y, octaves) {   // each octave half as large and half as strong
  let sum = 0, weight = 0.5;
  for (let k = 0; k < octaves; k += 1) { sum += weight * noise(x, y); x = x * 2.03 + 17.1; y = y * 2.03 + 5.7; weight /= 2; }
  return sum;
}
