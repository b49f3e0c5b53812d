// The flat print of the packet's front and right-hand side: colours on one canvas, foil (red) and relief (green) on another.
const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function sheetOf(width, height) {
  const make = (ground) => {
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
    return context;
  };
  const colour = make(ink("pack"));
  const relief = make("rgb(0,128,0)");
  const both = (act) => [colour, relief].forEach(act);
  return { width, height, colour, relief, both };
}

// A teapot with a crown for a lid, in a box 200 wide and high about its middle.
const TEAPOT = new Path2D(
  "M-46-18C-66-4-70 30-46 56-40 64-30 70-24 74H28C36 70 44 64 50 56 56 50 60 42 62 34 78 32 90 14 98-20L108-30 84-34C82-16 76-2 66 6 64-4 58-12 50-18Z" +
  "M-52-8C-84-22-108 0-98 28-90 50-70 54-50 48L-54 36C-68 40-80 36-85 24-92 6-76-8-58 4Z" +
  "M-30 78H34L40 86H-36Z",
);
const CROWN = new Path2D(
  "M-38-24H42L40-36H-36ZM-36-42L-48-80-22-62-12-94 2-66 16-94 26-62 52-80 40-42Z" +
  "M-54-84a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM-18-99a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM10-99a6 6 0 1 0 12 0a6 6 0 1 0-12 0ZM46-84a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z",
);

function foil(sheet, draw) {
  sheet.colour.fillStyle = sheet.colour.strokeStyle = ink("foil");
  draw(sheet.colour);
  sheet.relief.fillStyle = sheet.relief.strokeStyle = "rgb(255,186,0)";
  draw(sheet.relief);
}

function emblem(sheet, x, y, size) {
  sheet.both((each) => { each.save(); each.translate(x, y + size * 0.04); each.scale(size / 200, size / 200); });
  foil(sheet, (each) => { each.fill(TEAPOT); each.fill(CROWN); });
  sheet.both((each) => {   // a leaf left blank on the belly
    each.fillStyle = each === sheet.colour ? ink("pack") : "rgb(0,128,0)";
    each.fill(new Path2D("M-22 50C-26 18 0 4 28 4 30 34 8 52-14 46L6 24-18 44Z"));
    each.restore();
  });
}

// Small cups pressed into the board without ink.
function damask(sheet, step) {
  const cup = new Path2D("M-20-12H20C20 6 14 16 6 18H-6C-14 16-20 6-20-12ZM21-8C34-10 34 8 17 8L19 3C27 3 26-4 21-3ZM-24 22H24L18 27H-18ZM-6-18C-12-26 0-28-5-37L-1-38C4-28-7-26-2-18Z");
  for (let row = 0, y = step / 2; y < sheet.height + step; y += step * 0.62, row += 1) {
    for (let x = row % 2 ? 0 : step / 2; x < sheet.width + step; x += step) {
      sheet.relief.save();
      sheet.relief.translate(x, y);
      sheet.relief.scale(step / 96, step / 96);
      sheet.relief.fillStyle = "rgb(0,150,0)";
      sheet.relief.fill(cup);
      sheet.relief.restore();
      sheet.colour.save();
      sheet.colour.translate(x, y);
      sheet.colour.scale(step / 96, step / 96);
      sheet.colour.fillStyle = ink("varnish");
      sheet.colour.globalAlpha = 0.5;
      sheet.colour.fill(cup);
      sheet.colour.restore();
    }
  }
}

function band(sheet, y, height) {
  foil(sheet, (each) => each.fillRect(0, y, sheet.width, height));
}

// Where the film was torn: a strip of it still stands up a little.
function tornFilm(sheet, y) {
  sheet.colour.strokeStyle = "rgba(255,255,255,.5)";
  sheet.colour.lineWidth = 1.6;
  sheet.relief.strokeStyle = "rgb(0,200,0)";
  sheet.relief.lineWidth = 3;
  sheet.both((each) => {
    each.beginPath();
    for (let x = 0; x <= sheet.width; x += 8) each.lineTo(x, y + 1.6 * Math.sin(x / 37) + 1.2 * Math.sin(x / 11));
    each.stroke();
  });
}

function panel(sheet, [left, top, right, bottom]) {
  const border = 24;
  sheet.colour.fillStyle = "#100f10";
  sheet.colour.fillRect(left, top, right - left, bottom - top);
  sheet.colour.fillStyle = "#f6f4ef";
  sheet.colour.fillRect(left + border, top + border, right - left - 2 * border, bottom - top - 2 * border);
  sheet.relief.fillStyle = "rgb(0,128,255)";
  sheet.relief.fillRect(left, top, right - left, bottom - top);
}

function sideText(sheet, top, bottom) {
  const c = sheet.colour;
  c.save();
  c.translate(sheet.width / 2, (top + bottom) / 2);
  c.rotate(-Math.PI / 2);
  c.textAlign = "center";
  c.fillStyle = ink("letter");
  const room = bottom - top;
  c.scale(1, 3.4);   // it is seen at a slant
  c.font = `700 ${room / 11}px bodoni`;
  c.fillText("Twenty plain fingers", 0, 0);
  c.font = `800 ${room / 23}px grotesk`;
  c.fillText("CRUMB 12 mg   BUTTER 0.9 mg   GUILT 4 mg", 0, room / 13);
  c.restore();
}

function printPacket(layout) {
  const [left, top, right, bottom] = layout.front;
  const front = sheetOf(right - left, bottom - top);
  const side = sheetOf(layout.depth * 2, bottom - top);   // twice as fine across: it is seen at a slant
  const [x, y, size] = layout.emblem;
  for (const sheet of [front, side]) {
    damask(sheet, 74);
    band(sheet, front.height - 20, 6);
    band(sheet, front.height - 9, 3);
    tornFilm(sheet, 20);
  }
  emblem(front, x - left, y - top, size);
  panel(front, layout.panel.map((edge, place) => edge - (place % 2 ? top : left)));
  sideText(side, 60, front.height - 40);
  return { front: pixels(front), side: pixels(side) };
}

// Linear colour, foil, relief and whether it is the panel, each as an array.
function pixels(sheet) {
  const { width, height } = sheet;
  const colour = sheet.colour.getImageData(0, 0, width, height).data;
  const flat = sheet.relief.getImageData(0, 0, width, height).data;
  const [red, green, blue, metal, rise, plain] = Array.from({ length: 6 }, () => new Float32Array(width * height));
  for (let i = 0; i < width * height; i += 1) {
    [red[i], green[i], blue[i]] = [0, 1, 2].map((part) => linear(colour[4 * i + part] / 255));
    [metal[i], rise[i], plain[i]] = [0, 1, 2].map((part) => flat[4 * i + part] / 255);
  }
  return { width, height, red, green, blue, metal, rise: blurred(rise, width, height), plain };
}

function blurred(values, width, height) {
  let now = values;
  for (let pass = 0; pass < 2; pass += 1) {
    const next = new Float32Array(now.length);
    for (let y = 1; y < height - 1; y += 1) {
      for (let x = 1; x < width - 1; x += 1) {
        const i = y * width + x;
        next[i] = (4 * now[i] + 2 * (now[i - 1] + now[i + 1] + now[i - width] + now[i + width]) + now[i - width - 1] + now[i - width + 1] + now[i + width - 1] + now[i + width + 1]) / 16;
      }
    }
    now = next;
  }
  return now;
}

const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

function colourOf(name) {
  const value = parseInt(ink(name).slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255].map((part) => linear(part / 255));
}
