// What a sign says without words. Each symbol is drawn about a place of its own, 600 x 800, in one colour; `gap` is the
// colour of the plate, which parts roads that cross.

function head(pen, x, y, angle, size) {
  pen.save();
  pen.translate(x, y); pen.rotate((angle * PI) / 180); pen.scale(size, size);
  pen.fill(new Path2D("M0,-1.28L1,0.1Q1.06,0.34 0.8,0.28L0,0.02L-0.8,0.28Q-1.06,0.34 -1,0.1Z"));
  pen.restore();
}

function road(pen, path, width, colour) {
  pen.strokeStyle = colour; pen.lineWidth = width; pen.lineCap = "butt"; pen.lineJoin = "round";
  pen.stroke(new Path2D(path));
}

const symbols = {
  // The exit, which crosses the carriageway and joins it again further back.
  knot(pen, ink, gap) {
    pen.fillStyle = ink;
    road(pen, "M400,800L400,168", 100, ink);
    head(pen, 400, 166, 0, 122);
    pen.save(); pen.beginPath(); pen.rect(330, 250, 140, 240); pen.clip();
    road(pen, "M250,290C380,312 560,380 560,520", 112, gap);
    pen.restore();
    road(pen, "M400,716C396,616 96,600 84,440C76,316 160,274 250,290C380,312 560,380 560,520C560,650 408,664 400,784", 62, ink);
  },
  // Every exit of the roundabout is a dead end.
  roundabout(pen, ink, gap, stop) {
    road(pen, "M300,800L300,520", 96, ink);
    pen.lineWidth = 72; pen.beginPath(); pen.arc(300, 372, 160, 2.2, 2.08 + 2 * PI); pen.stroke();
    for (const angle of [-90, 0, 90]) {
      pen.save();
      pen.translate(300, 372); pen.rotate((angle * PI) / 180);
      road(pen, "M0,-150L0,-240", 60, ink);
      pen.fillStyle = ink; pen.beginPath(); pen.roundRect(-86, -292, 172, 68, 8); pen.fill();
      pen.fillStyle = stop; pen.beginPath(); pen.roundRect(-77, -283, 154, 50, 4); pen.fill();
      pen.restore();
    }
  },
  // The attraction, and the way to it.
  cup(pen, ink, gap) {
    pen.fillStyle = ink;
    for (const x of [140, 250, 360]) road(pen, `M${x},190C${x - 52},140 ${x + 52},96 ${x},40`, 34, ink);
    pen.fill(new Path2D("M40,226L460,226L444,400Q430,492 340,492L160,492Q70,492 56,400Z"));
    road(pen, "M440,276C560,250 560,420 420,414", 40, ink);
    pen.beginPath(); pen.roundRect(20, 512, 460, 30, 15); pen.fill();
    pen.fillStyle = gap; pen.beginPath(); pen.roundRect(300, 236, 9, 96, 4); pen.fill();
    pen.fillRect(272, 330, 66, 74);   // the label of a tea bag
    pen.fillStyle = ink;
    road(pen, "M560,700L150,700", 78, ink);
    head(pen, 152, 700, -90, 100);
  },
  // The diversion, which is thorough.
  detour(pen, ink) {
    pen.fillStyle = ink;
    road(pen, "M118,800L118,330Q118,250 198,250L236,250Q316,250 316,170L316,146Q316,66 396,66L426,66Q506,66 506,146L506,430Q506,500 436,500L400,500Q330,500 330,570L330,640", 84, ink);
    head(pen, 330, 640, 180, 104);
    pen.save(); pen.translate(118, 128); pen.rotate(PI / 4); pen.beginPath(); pen.roundRect(-68, -68, 136, 136, 6); pen.fill(); pen.restore();
  },
};
