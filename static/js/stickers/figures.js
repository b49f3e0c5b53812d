/** The stickers as they lie over the preview: seen where the server draws them, and told to a screen reader. */
import { sealed } from "../seal.js";
import { element } from "./element.js";
import { HEIGHT, WIDTH, box } from "./geometry.js";

const percent = (part, whole) => `${Math.round(part / whole * 100)} %`;

export function whereabouts({ x, y, width, turn }) {
  const turned = turn ? `, turned ${Math.abs(turn)}° ${turn > 0 ? "left" : "right"}` : "";
  return `${percent(x, WIDTH)} across, ${percent(y, HEIGHT)} down, ${percent(width, WIDTH)} wide${turned}`;
}

export function figuresOn(canvas, list) {
  const layer = element("div", "stuck", { role: "group", "aria-label": "Stickers on the poster" });
  const elements = new WeakMap(); // by sticker; one that was peeled off may be put back
  canvas.append(layer);

  function elementOf(each) {
    if (!elements.has(each)) {
      // An application, because a screen reader's own use of the arrows would keep them from moving it.
      const on = element("div", "sticker", {
        role: "application", "aria-roledescription": "sticker", "aria-describedby": "sticker-keys", tabindex: "0",
      });
      on.append(element("img", "", { alt: "", draggable: "false" }));
      elements.set(each, on);
      portray(each);
    }
    return elements.get(each);
  }

  /** Shows a sticker's picture, with what it says. */
  function portray(each) {
    const { art } = list.kindOf(each);
    const image = elementOf(each).firstChild;
    image.onerror = () => { image.onerror = null; image.src = art; };
    image.src = each.text ? sealed(art, { words: each.text }) : art;
  }

  /** Puts the elements into the list's order. */
  function arrange() {
    const wanted = list.all.map(elementOf);
    for (const on of [...layer.children]) if (!wanted.includes(on)) on.remove();
    if (wanted.every((on, at) => layer.children[at] === on)) return;
    const stays = wanted.indexOf(document.activeElement); // moving it would take the focus from it
    wanted.forEach((on, at) => {
      if (at < stays) layer.insertBefore(on, wanted[stays]);
      else if (at > stays) layer.append(on);
    });
  }

  function lay() {
    layer.hidden = !list.all.length;
    arrange();
    for (const each of list.all) {
      const place = box(each, list.kindOf(each).size);
      const said = each.text ? `, saying “${each.text.replace(/\s+/g, " ")}”` : "";
      const on = elementOf(each);
      Object.assign(on.style, {
        left: `${place.x * 100}%`, top: `${place.y * 100}%`,
        width: `${place.width * 100}%`, height: `${place.height * 100}%`,
        transform: `translate(-50%, -50%) rotate(${-each.turn}deg)`,
      });
      on.setAttribute("aria-label", `${list.titleOf(each)}${said}: ${whereabouts(each)}`);
      on.classList.toggle("chosen", each === list.chosen);
    }
  }

  return {
    layer,
    lay,
    portray,
    stickerOf: (target) => list.all.find((each) => elements.get(each) === target),
    focus: (each, options) => elementOf(each).focus(options),
  };
}
