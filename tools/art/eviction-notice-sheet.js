// What is printed on the notice, in px of the sheet from its upper left corner, before it is folded and taped.
const forms = {
  wide: { crest: [118, 104, 74], name: [218, 104, 78], office: [220, 158, 38], reference: 1440, rule: 186, band: [60, 206, 1380, 128], foot: 850, stamp: [1238, 716, 400, 196] },
  tall: { crest: [124, 128, 88], name: [238, 128, 82], office: [240, 188, 40], reference: 0, rule: 236, band: [60, 262, 1000, 150], foot: 1316, stamp: [800, 1196, 470, 226] },
  square: { crest: [124, 118, 84], name: [236, 118, 84], office: [238, 178, 40], reference: 0, rule: 220, band: [60, 244, 1100, 142], foot: 1204, stamp: [900, 1092, 470, 216] },
};

function drawNotice(c, width, height, form, paints) {
  const F = forms[form], ink = css(paints.ink);
  c.fillStyle = c.strokeStyle = ink;
  c.lineWidth = 3; c.strokeRect(26, 26, width - 52, height - 52);
  c.lineWidth = 1.2; c.strokeRect(34, 34, width - 68, height - 68);
  crest(c, ...F.crest);
  c.textBaseline = "alphabetic"; c.textAlign = "left";
  text(c, "DRIZZLEHAM BOROUGH COUNCIL", F.name, "gothic", 2.2);
  text(c, "Office of Doors, Locks & Departures", F.office, "elite", 0);
  if (F.reference) {
    c.textAlign = "right";
    text(c, "Form 13, in triplicate", [F.reference, F.office[1] - 50, 30], "elite", 0);
    text(c, "Your ref: none. Ours: lost.", [F.reference, F.office[1], 30], "elite", 0);
    c.textAlign = "left";
  }
  c.fillRect(60, F.rule, width - 120, 3); c.fillRect(60, F.rule + 7, width - 120, 1.5);
  const [bx, by, bw, bh] = F.band;
  c.fillRect(bx, by, bw, bh);
  c.save(); c.globalCompositeOperation = "destination-out"; c.textAlign = "center"; c.textBaseline = "middle";
  c.font = `${bh * 0.96}px gothic`; c.letterSpacing = `${bh * 0.06}px`;
  const squeeze = min(1, (bw * 0.92) / c.measureText("NOTICE OF EVICTION").width);
  c.translate(bx + bw / 2, by + bh * 0.55); c.scale(squeeze, 1); c.fillText("NOTICE OF EVICTION", bh * 0.03, 0);
  c.restore();
  signature(c, 64, F.foot);
  stamp(c, F.stamp, paints);
}

function text(c, words, [x, y, size], face, spacing) {
  c.font = `${size}px ${face}`; c.letterSpacing = `${spacing}px`;
  c.fillText(words, x, y);
  c.letterSpacing = "0px";
}

// A shield with an umbrella over two keys, crossed.
function crest(c, x, y, r) {
  c.save(); c.translate(x, y); c.scale(r / 100, r / 100);
  c.lineWidth = 6; c.beginPath(); c.moveTo(-78, -88); c.lineTo(78, -88); c.lineTo(78, 6); c.bezierCurveTo(78, 60, 30, 88, 0, 102); c.bezierCurveTo(-30, 88, -78, 60, -78, 6); c.closePath(); c.stroke();
  c.beginPath(); c.moveTo(-58, -22); c.bezierCurveTo(-54, -62, -20, -74, 0, -74); c.bezierCurveTo(20, -74, 54, -62, 58, -22);
  for (const to of [20, -20, -58]) c.quadraticCurveTo(to + 19, -36, to, -22);
  c.fill(); c.fillRect(-3, -82, 6, 70);
  for (const side of [-1, 1]) {
    c.save(); c.translate(0, 32); c.rotate(side * 0.72);
    c.lineWidth = 7; c.beginPath(); c.arc(0, -30, 15, 0, 2 * Math.PI); c.stroke();
    c.fillRect(-4, -16, 8, 66); c.fillRect(4, 28, 14, 7); c.fillRect(4, 41, 18, 7);
    c.restore();
  }
  c.restore();
}

function signature(c, x, y) {
  c.save(); c.translate(x, y);
  c.strokeStyle = "#1d2d6b"; c.lineWidth = 4; c.lineCap = "round"; c.lineJoin = "round";
  c.beginPath(); c.moveTo(8, -10); c.bezierCurveTo(30, -70, 62, -70, 44, -14); c.bezierCurveTo(36, 12, 20, 8, 40, -12); c.bezierCurveTo(60, -36, 74, -28, 72, -8);
  c.bezierCurveTo(80, -34, 96, -30, 94, -8); c.bezierCurveTo(104, -60, 132, -62, 120, -12); c.bezierCurveTo(140, -34, 150, -22, 158, -12); c.bezierCurveTo(190, -30, 220, -4, 320, -26); c.stroke();
  c.restore();
  c.fillRect(x, y + 6, 360, 2);
  text(c, "p.p. the Bailiff (he is shy)", [x, y + 34, 25], "elite", 0);
}

// A rubber stamp's frame: too much ink at one side, too little at the other.
function stamp(c, [x, y, width, height], paints) {
  const layer = document.createElement("canvas").getContext("2d");
  layer.canvas.width = width + 80; layer.canvas.height = height + 80;
  layer.translate(40, 40); layer.strokeStyle = css(paints.stamp);
  layer.lineWidth = 13; layer.beginPath(); layer.roundRect(0, 0, width, height, 22); layer.stroke();
  layer.lineWidth = 4; layer.beginPath(); layer.roundRect(17, 17, width - 34, height - 34, 12); layer.stroke();
  const image = layer.getImageData(0, 0, width + 80, height + 80);
  for (let at = 0; at < image.data.length / 4; at += 1) {
    const px = at % image.width, py = floor(at / image.width);
    const ink = 1 - 0.9 * smooth(0.50, 0.62, clouds(px / 22 + 5, py / 22, 4) + 0.1 * (px / width - 0.5) + 0.16 * (noise(px / 2.2, py / 2.2) - 0.5));
    image.data[4 * at + 3] *= 0.92 * ink;
  }
  layer.putImageData(image, 0, 0);
  c.save(); c.translate(x, y); c.rotate((-8 * PI) / 180);
  c.drawImage(layer.canvas, -width / 2 - 40, -height / 2 - 40);
  c.restore();
}
