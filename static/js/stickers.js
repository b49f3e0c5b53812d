/**
 * Stickers over the preview: put on, moved, sized and turned by pointer, touch and keyboard.
 *
 * The form's field `stickers` holds them. While one is being handled its own picture lies over a poster without any;
 * once the server's picture shows them all where they are, that is what is seen, and these are only there to be held.
 */
import { graphemes } from "./editor.js";
import { say } from "./notice.js";
import { HEIGHT, WIDTH, angleOf, box, clamp, held } from "./sticker-place.js";

const MOVE = [12, 96]; // art px an arrow moves by, and with Shift
const GROW = 1.08;
const TURN = 5; // degrees
const PAUSE = 150; // ms after the last letter of a bubble

function element(tag, className, attributes = {}) {
  const made = Object.assign(document.createElement(tag), { className });
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

export function openTray(form) {
  const panel = form.querySelector("[data-graffiti]");
  const field = form.elements.stickers;
  const easel = form.querySelector("[data-easel]");
  const canvas = form.querySelector("[data-canvas]");
  const find = (name) => panel.querySelector(`[data-${name}]`);
  const kinds = new Map(JSON.parse(find("kinds").textContent).map((kind) => [kind.slug, kind]));
  const most = Number(panel.dataset.most);
  const focus = panel.dataset.focusAt.split(" ").map(Number);
  const plain = find("plain-stickers");

  let list = [];       // the stickers, each with its element `on`
  let chosen = null;
  let shown = "";      // the field as the picture shows it
  let peeled = null;   // what the last peeling took, to be put back
  let bareAsked, bareOf; // whose picture without stickers was asked for, and whose is there
  let talking;

  const layer = element("div", "stuck", { role: "group", "aria-label": "Stickers on the poster" });
  const bare = element("img", "bare", { alt: "" });
  const grips = element("div", "grips");
  const handles = { size: element("span", "grip size"), turn: element("span", "grip turn") };
  bare.hidden = true;
  grips.append(handles.size, handles.turn);
  canvas.append(bare, layer, grips);

  // --- the field -----------------------------------------------------------------------------------------------

  const written = () => (list.length ? JSON.stringify(list.map(({ kind, x, y, width, turn, text }) => (
    { kind, x, y, width, turn, ...(text ? { text } : {}) }))) : "");

  function read(text) {
    let values = [];
    try {
      values = JSON.parse(text || "[]");
    } catch { /* what cannot be read is not there */ }
    for (const each of list) each.on.remove();
    list = (Array.isArray(values) ? values : []).filter((each) => kinds.has(each?.kind)).slice(0, most).map(raise);
    peeled = null;
    choose(null);
    lay();
  }

  /** Something has changed: say so to the form, which draws and keeps it. */
  function changed(sentence) {
    field.value = written();
    lay();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(talking);
    if (sentence) talking = setTimeout(() => say(sentence, false), 350);
  }

  // --- what is seen ---------------------------------------------------------------------------------------------

  const titled = (each) => kinds.get(each.kind).title;

  const whereabouts = (each) => {
    const side = each.turn > 0 ? "left" : "right";
    const turned = each.turn ? `, turned ${Math.abs(each.turn)}° ${side}` : "";
    return `${Math.round(each.x / WIDTH * 100)} % across, ${Math.round(each.y / HEIGHT * 100)} % down, `
      + `${Math.round(each.width / WIDTH * 100)} % wide${turned}`;
  };

  function raise(value) {
    const kind = kinds.get(value.kind);
    const at = { x: focus[0], y: focus[1], width: kind.width, turn: 0 };
    for (const name of Object.keys(at)) if (Number.isFinite(value[name])) at[name] = value[name];
    const each = { kind: kind.slug, ...at, text: typeof value.text === "string" ? value.text : "" };
    // An application, because a screen reader's own use of the arrows would keep them from moving it.
    const on = element("div", "sticker", {
      role: "application", "aria-roledescription": "sticker", "aria-describedby": "sticker-keys", tabindex: "0",
    });
    on.append(element("img", "", { alt: "", draggable: "false" }));
    each.on = on;
    portray(each);
    layer.append(on);
    return each;
  }

  function portray(each) {
    const kind = kinds.get(each.kind);
    const image = each.on.firstChild;
    image.onerror = () => { image.onerror = null; image.src = kind.art; };
    image.src = each.text ? `${kind.art}?${new URLSearchParams({ words: each.text })}` : kind.art;
  }

  /** Puts every element where the server draws its sticker, and the poster beneath without any while that is stale. */
  function lay() {
    const fresh = written() === shown;
    layer.hidden = !list.length;
    canvas.classList.toggle("loose", !fresh);
    const poster = slogan();
    bare.hidden = fresh || !shown || bareOf !== poster;
    if (!fresh && shown && bareAsked !== poster) fetchBare(poster);
    for (const each of list) {
      const place = box(each, kinds.get(each.kind).size);
      Object.assign(each.on.style, {
        left: `${place.x * 100}%`, top: `${place.y * 100}%`,
        width: `${place.width * 100}%`, height: `${place.height * 100}%`,
        transform: `translate(-50%, -50%) rotate(${-each.turn}deg)`,
      });
      const said = each.text ? `, saying “${each.text.replace(/\s+/g, " ")}”` : "";
      each.on.setAttribute("aria-label", `${titled(each)}${said}: ${whereabouts(each)}`);
      each.on.classList.toggle("chosen", each === chosen);
    }
    grip();
    find("hint").hidden = !list.length;
    find("peel-all").hidden = list.length < 2;
    find("undo").hidden = !peeled;
    for (const button of panel.querySelectorAll("[data-kind]")) {
      if (list.length >= most) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  function grip() {
    grips.hidden = !chosen;
    if (!chosen) return;
    const { width, height } = canvas.getBoundingClientRect();
    const place = box(chosen, kinds.get(chosen.kind).size);
    const turn = -chosen.turn * Math.PI / 180;
    const half = [place.width * width / 2, place.height * height / 2];
    const put = (name, dx, dy) => {
      const far = Math.max(1, 30 / Math.hypot(dx, dy)); // never so near the middle that it cannot be got hold of
      const x = place.x * width + (dx * Math.cos(turn) - dy * Math.sin(turn)) * far;
      const y = place.y * height + (dx * Math.sin(turn) + dy * Math.cos(turn)) * far;
      handles[name].style.left = `${clamp(x, 12, width - 12)}px`;
      handles[name].style.top = `${clamp(y, 12, height - 12)}px`;
    };
    put("size", half[0], half[1]);
    put("turn", 0, -half[1] - 18);
  }

  const slogan = () => {
    const values = new URLSearchParams(new FormData(form));
    for (const name of ["csrf_token", "key", "stickers"]) values.delete(name);
    return values.toString();
  };

  /** The poster without stickers, for beneath those being moved. Where it does not come, the old picture stays. */
  async function fetchBare(poster) {
    bareAsked = poster;
    try {
      const response = await fetch(`${form.dataset.preview}?${poster}`, { headers: { Accept: "image/jpeg" } });
      if (!response.ok || poster !== bareAsked) return;
      bareOf = null;
      bare.hidden = true;
      if (bare.src) URL.revokeObjectURL(bare.src);
      bare.src = URL.createObjectURL(await response.blob());
      await bare.decode();
      if (poster !== bareAsked) return;
      bareOf = poster;
      lay();
    } catch { /* the picture that is there will do */ }
  }

  // --- what can be done -----------------------------------------------------------------------------------------

  function choose(each) {
    chosen = each;
    for (const other of list) other.on.classList.toggle("chosen", other === each);
    canvas.classList.toggle("held", Boolean(each));
    find("tools").hidden = !each;
    const words = each && kinds.get(each.kind).words;
    find("saying").hidden = !words;
    if (each) find("tools-title").textContent = titled(each);
    if (words && find("words").value !== each.text) find("words").value = each.text;
    if (words) count();
    grip();
  }

  const hold = (each, change) => Object.assign(each, held({ ...each, ...change }, kinds.get(each.kind)));

  function putOn(slug, quietly) {
    if (list.length >= most) return say("Six stickers are all that one poster bears. Peel one off first.");
    const kind = kinds.get(slug);
    let [x, y] = focus;
    while (list.some((each) => Math.hypot(each.x - x, each.y - y) < 40)) { x += 90; y += 60; }
    const each = raise({ kind: slug, x: x % WIDTH, y: y % HEIGHT, width: kind.width, turn: 0, text: kind.words?.default });
    list.push(each);
    peeled = null;
    choose(each);
    const seen = easel.dataset.format === "48-sheet"; // in other formats there is nothing to hold
    changed(`${kind.title} put on. ${seen
      ? "Arrows move it, plus and minus size it, square brackets turn it, Delete peels it off."
      : "The buttons above the tray move it, size it, turn it and peel it off."}`);
    (seen ? each.on : find("tools").querySelector("button")).focus({ preventScroll: quietly });
  }

  function peel(gone) {
    peeled = { before: [...list] };
    const next = list[list.indexOf(gone[0]) + 1] || list[list.indexOf(gone[0]) - 1];
    for (const each of gone) each.on.remove();
    list = list.filter((each) => !gone.includes(each));
    find("undo").textContent = gone.length > 1 ? "Put them back" : `Put the ${titled(gone[0]).toLowerCase()} back`;
    const heir = list.includes(next) ? next : null;
    choose(heir);
    changed(gone.length > 1 ? "All stickers peeled off." : `${titled(gone[0])} peeled off.`);
    (heir?.on || find("undo")).focus({ preventScroll: true });
  }

  function putBack() {
    const back = peeled.before.filter((each) => !list.includes(each));
    list = peeled.before;
    peeled = null;
    for (const each of list) layer.append(each.on);
    choose(back[0]);
    changed(back.length > 1 ? "All put back." : `${titled(back[0])} put back.`);
    back[0].on.focus({ preventScroll: true });
  }

  const acts = {
    left: (each, step) => hold(each, { x: each.x - step }),
    right: (each, step) => hold(each, { x: each.x + step }),
    up: (each, step) => hold(each, { y: each.y - step }),
    down: (each, step) => hold(each, { y: each.y + step }),
    larger: (each) => hold(each, { width: Math.max(each.width + 1, each.width * GROW) }),
    smaller: (each) => hold(each, { width: each.width / GROW }),
    anticlockwise: (each) => hold(each, { turn: each.turn + TURN }),
    clockwise: (each) => hold(each, { turn: each.turn - TURN }),
    front: (each) => {
      list = [...list.filter((other) => other !== each), each];
      for (const other of list.slice(0, -1)) layer.insertBefore(other.on, each.on); // what has the focus stays put
    },
  };

  function act(name, each, step) {
    if (name === "peel") return peel([each]);
    acts[name](each, step);
    changed(name === "front" ? `${titled(each)} brought to the front.` : whereabouts(each));
  }

  const KEYS = {
    ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", "+": "larger", "=": "larger",
    "-": "smaller", "_": "smaller", "[": "anticlockwise", "]": "clockwise", "{": "anticlockwise", "}": "clockwise",
    Delete: "peel", Backspace: "peel",
  };

  layer.addEventListener("keydown", (event) => {
    const each = list.find((other) => other.on === event.target);
    // Brackets need AltGr or Option on many keyboards; all else with a modifier is the browser's.
    const graphic = event.getModifierState("AltGraph") || (event.altKey && !event.ctrlKey && event.key.length === 1);
    if (!each || event.metaKey || ((event.ctrlKey || event.altKey) && !graphic)) return;
    if (event.key === "Escape") return choose(null);
    if (event.key === "Enter" && kinds.get(each.kind).words) {
      event.preventDefault();
      return find("words").focus();
    }
    const name = KEYS[event.key];
    if (!name) return;
    event.preventDefault();
    if (chosen !== each) choose(each);
    act(name, each, MOVE[Number(event.shiftKey)]);
  });
  layer.addEventListener("focusin", (event) => {
    const each = list.find((other) => other.on === event.target);
    if (each && each !== chosen) choose(each);
  });

  // --- pointers -------------------------------------------------------------------------------------------------

  const down = new Map(); // pointers that hold the chosen sticker, by their number
  let began = null;       // how it lay when the number of pointers last changed

  const begin = () => {
    const { width } = canvas.getBoundingClientRect();
    const points = [...down.values()];
    began = { each: chosen, was: { ...chosen }, points: points.map((point) => ({ ...point })), px: WIDTH / width };
  };

  function drag() {
    const { each, was, points: from, px, grip: which } = began;
    const to = [...down.values()];
    const frame = canvas.getBoundingClientRect();
    const middle = { x: frame.left + was.x / px, y: frame.top + was.y / px };
    if (which === "size") {
      const far = (point) => Math.hypot(point.x - middle.x, point.y - middle.y);
      hold(each, { width: was.width * far(to[0]) / Math.max(8, far(from[0])) });
    } else if (which === "turn") {
      hold(each, { turn: was.turn + angleOf(middle, to[0]) - angleOf(middle, from[0]) });
    } else if (to.length > 1 && from.length > 1) {
      const far = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);
      const at = ([a, b]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
      hold(each, {
        x: was.x + (at(to).x - at(from).x) * px,
        y: was.y + (at(to).y - at(from).y) * px,
        width: was.width * far(to) / Math.max(8, far(from)),
        turn: was.turn + angleOf(...to) - angleOf(...from),
      });
    } else {
      hold(each, { x: was.x + (to[0].x - from[0].x) * px, y: was.y + (to[0].y - from[0].y) * px });
    }
    changed();
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const each = list.find((other) => other.on === event.target);
    const which = Object.keys(handles).find((name) => handles[name] === event.target);
    if (!each && !which && !down.size) return choose(null);
    event.preventDefault();
    if (!down.size && each) {
      choose(each);
      each.on.focus({ preventScroll: true });
    }
    if (down.size > 1) return;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    canvas.setPointerCapture(event.pointerId);
    begin();
    began.grip = which;
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!down.has(event.pointerId)) return;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (chosen) drag();
  });
  const release = (event) => {
    if (!down.delete(event.pointerId)) return;
    const { each, was } = began;
    if (down.size) return begin();
    if (["x", "y", "width", "turn"].some((name) => each[name] !== was[name])) say(whereabouts(each), false);
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);

  // --- the tray and its tools -----------------------------------------------------------------------------------

  let touched = false;
  panel.addEventListener("pointerdown", () => { touched = true; });
  panel.addEventListener("keydown", () => { touched = false; });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.kind) putOn(button.dataset.kind, touched);
    else if (button.dataset.do && chosen) act(button.dataset.do, chosen, MOVE[0] * 2);
    else if (button === find("peel-all")) peel([...list]);
    else if (button === find("undo")) putBack();
  });

  const count = () => {
    const left = kinds.get(chosen.kind).words.limit - graphemes(find("words").value);
    const counter = document.getElementById("sticker-words-count");
    counter.textContent = left < 0 ? `${-left} too many` : `${left} left`;
    counter.classList.toggle("over", left < 0);
  };
  find("words").addEventListener("input", (event) => {
    event.stopPropagation(); // the field's own event follows
    if (!chosen) return;
    chosen.text = find("words").value;
    count();
    clearTimeout(chosen.later); // each its own: who goes on to the next bubble leaves none behind
    chosen.later = setTimeout(portray, PAUSE, chosen);
    changed();
  });

  form.addEventListener("drawn", (event) => {
    shown = event.detail.get("stickers") || "";
    find("sticker-error").textContent = "";
    lay();
  });
  form.addEventListener("faulty", (event) => {
    find("sticker-error").textContent = event.detail.stickers || "";
  });
  form.addEventListener("filled", () => read(field.value));
  new ResizeObserver(grip).observe(canvas);

  plain.hidden = true;
  plain.querySelector("fieldset").disabled = true;
  find("tray").hidden = false;
  read(field.dataset.given);
  if (easel.dataset.state === "drawn") shown = written(); // drawn by the server
  read(field.value);
}
