// The snapshot: a cat at a table who has found a mug. It is painted grey in a box 600 wide and 680 high, furred with
// strokes that take the grey beneath them, then photocopied.
const HEAD = new Path2D(
  "M172 92C160 46 150 14 158 6 172 0 214 34 244 62 282 52 326 52 362 64 392 36 436 2 450 8 458 18 446 60 434 98" +
  "C462 134 474 168 474 204 494 214 508 232 516 254 494 254 478 258 468 266 440 316 378 342 304 342 230 342 166 316 138 264" +
  "C130 258 114 254 90 254 98 232 112 214 132 206 130 168 146 124 172 92Z",
);
const BODY = new Path2D("M196 300C110 360 60 470 56 690H552C552 560 520 390 410 300 350 330 250 330 196 300Z");
const ARM = new Path2D("M400 470C430 452 470 452 500 470 530 488 548 506 548 528 548 552 520 566 488 560 440 552 400 560 372 600 340 560 360 500 400 470Z");
const BIB = new Path2D("M228 322C214 380 232 470 270 520 286 548 322 548 338 520 374 468 388 384 374 322 330 350 270 350 228 322Z");
const MUZZLE = new Path2D("M304 206C276 204 262 226 240 246 214 270 236 314 278 316 290 318 298 312 304 304 310 312 318 318 330 316 372 314 394 270 368 246 346 226 332 204 304 206Z");

function portrait(width, height) {
  const scale = height / 680, c = canvasOf(width, height), left = (width / scale - 600) / 2;
  const under = canvasOf(width, height);
  for (const each of [c, under]) each.setTransform(scale, 0, 0, scale, left * scale, 0);
  room(c, left);
  paint(under);
  c.drawImage(under.canvas, -left, 0, width / scale, height / scale);
  fur(c, under, scale, left);
  face(c);
  mug(c);
  paw(c);
  return c;
}

function room(c, left) {   // wallpaper, a flash's hard shadow, a table
  const wall = c.createRadialGradient(300, 240, 60, 300, 300, 760);
  wall.addColorStop(0, "#fbfbfb"); wall.addColorStop(0.55, "#e4e4e4"); wall.addColorStop(1, "#8a8a8a");
  c.fillStyle = wall;
  c.fillRect(-left, 0, 600 + 2 * left, 680);
  c.globalAlpha = 0.13;
  c.fillStyle = "#222";
  for (let x = -left - ((-left) % 64) - 64; x < 600 + left; x += 64) {
    c.fillRect(x, 0, 20, 680);
    for (let y = 24; y < 600; y += 76) { c.beginPath(); c.ellipse(x + 42, y, 7, 13, 0.5, 0, 7); c.ellipse(x + 42, y + 16, 7, 13, -0.5, 0, 7); c.fill(); }
  }
  c.globalAlpha = 0.74;
  c.save();
  c.translate(-34, 22);
  c.filter = "blur(5px)";
  c.fillStyle = "#1c1c1c";
  c.fill(HEAD); c.fill(BODY);
  c.restore();
  c.globalAlpha = 1;
}

function paint(c) {
  const soft = (radius, act) => { c.save(); c.filter = `blur(${radius}px)`; act(); c.restore(); };
  const fur = c.createLinearGradient(60, 300, 560, 520);
  fur.addColorStop(0, "#6b6b6b"); fur.addColorStop(0.5, "#a3a3a3"); fur.addColorStop(1, "#5c5c5c");
  c.fillStyle = fur; c.fill(BODY);
  c.save(); c.clip(BODY);
  soft(7, () => {   // the tabby's bars
    c.strokeStyle = "#2b2b2b"; c.lineWidth = 20; c.lineCap = "round";
    for (const side of [-1, 1]) for (let bar = 0; bar < 5; bar += 1) {
      c.beginPath(); c.moveTo(304 + side * (268 - bar * 4), 400 + bar * 62); c.quadraticCurveTo(304 + side * 190, 372 + bar * 62, 304 + side * 132, 420 + bar * 60); c.stroke();
    }
  });
  soft(16, () => { c.fillStyle = "rgba(0,0,0,.6)"; c.beginPath(); c.ellipse(304, 322, 160, 34, 0, 0, 7); c.fill(); });
  c.restore();
  soft(5, () => { c.fillStyle = "#f6f6f6"; c.fill(BIB); });
  soft(10, () => { c.fillStyle = "rgba(0,0,0,.42)"; c.beginPath(); c.ellipse(304, 336, 112, 22, 0, 0, 7); c.fill(); });
  const head = c.createRadialGradient(290, 170, 30, 304, 200, 200);
  head.addColorStop(0, "#c4c4c4"); head.addColorStop(0.6, "#9a9a9a"); head.addColorStop(1, "#626262");
  c.fillStyle = head; c.fill(HEAD);
  c.save(); c.clip(HEAD);
  soft(5, () => {
    c.fillStyle = "#e2c9c9"; c.fillStyle = "#dcdcdc";
    c.fill(new Path2D("M178 84C172 54 168 36 172 28 188 38 212 58 226 74 206 80 190 92 178 104Z"));
    c.fill(new Path2D("M430 86C436 56 440 38 438 30 422 38 396 58 382 74 402 80 418 92 430 106Z"));
  });
  soft(3.4, () => {   // the M on the brow, and what runs back from the eyes
    c.strokeStyle = "#1f1f1f"; c.lineCap = c.lineJoin = "round"; c.lineWidth = 13;
    for (const d of ["M304 62V118", "M280 60 276 122", "M328 60 332 122", "M252 66 250 116 226 136", "M356 66 358 116 382 136"]) c.stroke(new Path2D(d));
    c.lineWidth = 12;
    for (const d of ["M168 196C152 202 140 216 132 234", "M440 196C456 202 468 216 476 234", "M182 236C164 246 152 262 148 280", "M426 236C444 246 456 262 460 280", "M212 278C202 294 196 306 196 316", "M396 278C406 294 412 306 412 316"]) c.stroke(new Path2D(d));
  });
  soft(6, () => { c.fillStyle = "#f4f4f4"; c.fill(MUZZLE); c.fillRect(286, 140, 36, 84); });
  soft(4, () => { c.fillStyle = "#ededed"; c.beginPath(); c.ellipse(304, 322, 44, 14, 0, 0, 7); c.fill(); });
  c.restore();
  soft(6, () => { c.strokeStyle = "rgba(0,0,0,.55)"; c.lineWidth = 15; c.save(); c.clip(BODY); c.stroke(BODY); c.restore(); c.clip(HEAD); c.stroke(HEAD); });
}

// Short hairs, each of the grey it grows from, a little lighter or darker.
function fur(c, under, scale, left) {
  const { width, height } = under.canvas, grey = under.getImageData(0, 0, width, height).data;
  c.lineCap = "round";
  for (let hair = 0; hair < 30000; hair += 1) {
    const x = 40 + 530 * chance(), y = 680 * chance(), px = floor((x + left) * scale), py = floor(y * scale);
    if (px < 0 || px >= width || py >= height) continue;
    const i = 4 * (py * width + px);
    if (grey[i + 3] < 128) continue;
    const onHead = y < 318 && c.isPointInPath(HEAD, (x + left) * scale, y * scale);
    const dx = x - 304, dy = onHead ? y - 196 : 130 + (y - 300) * 0.5, far = Math.hypot(dx, dy) || 1, bent = 0.7 * (chance() - 0.5);
    const long = (onHead ? 9 : 15) * (0.6 + 0.8 * chance()), ux = dx / far + bent, uy = dy / far + bent * 0.5 + (onHead ? 0.15 : 0.4);
    const shade = clamp(grey[i] + (chance() + chance() - 1) * 92, 8, 252);
    c.strokeStyle = `rgba(${shade},${shade},${shade},.72)`;
    c.lineWidth = 1 + 1.3 * chance();
    c.beginPath(); c.moveTo(x, y); c.quadraticCurveTo(x + ux * long * 0.6, y + uy * long * 0.5, x + ux * long, y + uy * long + 2); c.stroke();
  }
}

function face(c) {
  for (const side of [-1, 1]) {   // eyes that have seen the mug, and you
    c.save();
    c.translate(304 + side * 78, 178);
    c.scale(side, 1);
    const eye = new Path2D("M-40 12C-26-12 16-24 46-12 44 14 24 34-4 34-22 34-34 24-40 12Z");
    c.save(); c.clip(eye);
    const iris = c.createRadialGradient(0, 6, 4, 0, 6, 44);
    iris.addColorStop(0, "#fff"); iris.addColorStop(0.7, "#e4e4e4"); iris.addColorStop(1, "#8c8c8c");
    c.fillStyle = iris; c.fill(eye);
    c.fillStyle = "#080808"; c.beginPath(); c.ellipse(2 + side * 9, 6, 8.5, 30, 0, 0, 7); c.fill();
    c.fillStyle = "#fff"; c.beginPath(); c.arc(2 + side * 9 - side * 9, 6, 5.4, 0, 7); c.fill();
    c.fillStyle = "#7b7b7b"; c.fill(new Path2D("M-46-30H54V-2C22-8-16-2-46 12Z"));   // the lid, half down
    c.restore();
    c.strokeStyle = "#0a0a0a"; c.lineWidth = 8; c.lineCap = "round";
    c.stroke(new Path2D("M-42 13C-16 0 22-7 52-4"));
    c.lineWidth = 4.5;
    c.stroke(new Path2D("M-40 13C-32 26-20 35-4 35 24 35 44 14 48-4"));
    c.strokeStyle = "#222"; c.lineWidth = 3.4;
    c.stroke(new Path2D("M-30-14C-8-28 22-34 44-26"));
    c.restore();
  }
  c.fillStyle = "#4a4a4a";
  c.fill(new Path2D("M280 216C290 211 318 211 328 216 330 226 314 240 304 242 294 240 278 226 280 216Z"));
  c.fillStyle = "rgba(255,255,255,.5)"; c.beginPath(); c.ellipse(297, 219, 9, 3, -0.1, 0, 7); c.fill();
  c.strokeStyle = "#0c0c0c"; c.lineWidth = 5.6; c.lineCap = c.lineJoin = "round";
  c.stroke(new Path2D("M304 242V258C296 280 262 288 240 266"));
  c.stroke(new Path2D("M304 258C314 284 358 286 382 248"));   // the smirk
  c.lineWidth = 4.2; c.stroke(new Path2D("M376 240C382 244 388 246 392 244"));
  c.fillStyle = "#333";
  for (const [x, y] of [[262, 252], [248, 244], [274, 266], [252, 262], [346, 252], [360, 244], [334, 266], [356, 262]]) { c.beginPath(); c.arc(x, y, 2.5, 0, 7); c.fill(); }
  for (const side of [-1, 1]) for (const [y, end, lift] of [[240, 206, -46], [250, 224, -14], [260, 214, 20]]) {
    for (const [ink, wide] of [["rgba(20,20,20,.85)", 4.4], ["#fff", 2.3]]) {
      c.strokeStyle = ink; c.lineWidth = wide;
      c.beginPath(); c.moveTo(304 + side * 56, y); c.quadraticCurveTo(304 + side * 130, y + lift * 0.2 - 8, 304 + side * end, y + lift); c.stroke();
    }
  }
}

function mug(c) {   // on the table's edge, and past it
  const table = c.createLinearGradient(0, 596, 0, 680);
  table.addColorStop(0, "#d6d6d6"); table.addColorStop(0.14, "#a8a8a8"); table.addColorStop(1, "#5a5a5a");
  c.fillStyle = table; c.fillRect(-900, 604, 1440, 80);
  c.fillStyle = "#0c0c0c"; c.fillRect(540, 604, 1000, 80);
  c.fillStyle = "#eee"; c.fillRect(-900, 602, 1440, 5);
  c.fillStyle = "rgba(0,0,0,.5)"; c.beginPath(); c.ellipse(230, 620, 250, 13, 0, 0, 7); c.fill();
  c.save();
  c.translate(548, 606); c.rotate(0.2);
  const side = c.createLinearGradient(-50, 0, 56, 0);
  side.addColorStop(0, "#8a8a8a"); side.addColorStop(0.28, "#fff"); side.addColorStop(0.7, "#d4d4d4"); side.addColorStop(1, "#5e5e5e");
  c.strokeStyle = "#cfcfcf"; c.lineWidth = 13; c.beginPath(); c.ellipse(56, -62, 24, 30, 0, -1.5, 1.6); c.stroke();
  c.strokeStyle = "#333"; c.lineWidth = 2.4; c.beginPath(); c.ellipse(56, -62, 31, 37, 0, -1.5, 1.6); c.stroke();
  c.fillStyle = side; c.fill(new Path2D("M-50-118V-14C-50 0 56 0 56-14V-118Z"));
  c.strokeStyle = "#222"; c.lineWidth = 3; c.stroke(new Path2D("M-50-118V-14C-50 0 56 0 56-14V-118"));
  c.fillStyle = "#2a2a2a"; c.beginPath(); c.ellipse(3, -118, 53, 13, 0, 0, 7); c.fill();
  c.strokeStyle = "#f4f4f4"; c.lineWidth = 4; c.stroke();
  c.fillStyle = "#262626";   // a fish on it
  c.fill(new Path2D("M-26-62C-10-82 18-80 30-64L46-78 44-46 30-58C16-42-12-42-26-62Z"));
  c.fillStyle = "#fff"; c.beginPath(); c.arc(-10, -65, 3.4, 0, 7); c.fill();
  c.restore();
}

function paw(c) {
  c.save();
  c.filter = "blur(6px)"; c.fillStyle = "rgba(0,0,0,.6)"; c.translate(-4, 14); c.fill(ARM);
  c.restore();
  const arm = c.createLinearGradient(400, 450, 430, 600);
  arm.addColorStop(0, "#b4b4b4"); arm.addColorStop(1, "#4c4c4c");
  c.fillStyle = arm; c.fill(ARM);
  c.save(); c.clip(ARM);
  c.filter = "blur(3px)"; c.strokeStyle = "#2a2a2a"; c.lineWidth = 13;
  for (const d of ["M404 462 424 566", "M434 450 452 566"]) c.stroke(new Path2D(d));
  c.fillStyle = "#f4f4f4"; c.beginPath(); c.ellipse(520, 520, 52, 52, 0, 0, 7); c.fill();
  c.restore();
  c.save(); c.clip(ARM); c.lineCap = "round";
  for (let hair = 0; hair < 1500; hair += 1) {
    const x = 350 + 200 * chance(), y = 450 + 150 * chance(), shade = x > 482 ? 215 + 40 * chance() : 60 + 110 * chance();
    c.strokeStyle = `rgba(${shade},${shade},${shade},.55)`; c.lineWidth = 1 + chance();
    c.beginPath(); c.moveTo(x, y); c.lineTo(x + 11, y + 3 + 3 * chance()); c.stroke();
  }
  c.restore();
  c.strokeStyle = "#1c1c1c"; c.lineWidth = 3.4; c.lineCap = "round";
  for (const d of ["M512 500C526 502 534 506 540 512", "M508 524C524 526 536 528 544 530", "M500 548C512 552 522 552 530 552"]) c.stroke(new Path2D(d));
  c.globalAlpha = 0.5; c.lineWidth = 3; c.stroke(ARM); c.globalAlpha = 1;
}
