/** Marks on a picture that are moved by finger, mouse and keys; to a screen reader each is a slider that says where it is. */
const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FAR = 10; // times as far with Shift

export function draw(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
}

/** Where a pointer is, in px of the picture. */
export function placeOf(svg, event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return { x: point.x, y: point.y };
}

export class Mark {
  /** `moved(mark)` is called with each move, `held(mark, whether)` as it is taken and let go. */
  constructor(svg, parent, { label, x, y, moved, held = () => {} }) {
    const { width, height } = svg.viewBox.baseVal;
    Object.assign(this, { svg, width, height, moved, x: 0, y: 0 });
    this.element = draw("g", { class: "pin", role: "slider", tabindex: "0", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": width }, parent);
    this.reach = draw("circle", { class: "reach" }, this.element);
    draw("circle", { class: "ring", r: 9 }, this.element);
    draw("path", { class: "cross", d: "M-16 0H-4M4 0H16M0-16V-4M0 4V16" }, this.element);
    this.resize();
    this.put(x, y);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("focus", () => held(this, true));
    this.element.addEventListener("blur", () => held(this, false));
    this.element.addEventListener("pointerdown", (event) => this.#take(event, held));
  }

  /** As large on the screen however large the picture is. */
  resize() {
    const scale = this.svg.getScreenCTM()?.a || 1;
    this.scale = 1 / scale;
    this.reach.setAttribute("r", 24);
    this.#place();
  }

  put(x, y) {
    this.x = Math.round(Math.min(this.width, Math.max(0, x)));
    this.y = Math.round(Math.min(this.height, Math.max(0, y)));
    this.element.setAttribute("aria-valuenow", this.x);
    this.element.setAttribute("aria-valuetext", `${this.x} px from the left, ${this.y} px from the top`);
    this.#place();
  }

  #place() {
    this.element.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.scale})`);
  }

  #key(event) {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const far = event.shiftKey ? FAR : 1;
    this.put(this.x + step[0] * far, this.y + step[1] * far);
    this.moved(this);
  }

  #take(event, held) {
    event.preventDefault();
    event.stopPropagation();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    const at = placeOf(this.svg, event);
    const off = { x: this.x - at.x, y: this.y - at.y }; // it does not jump under the finger
    const move = (moving) => {
      const to = placeOf(this.svg, moving);
      this.put(to.x + off.x, to.y + off.y);
      this.moved(this);
    };
    const end = () => {
      this.element.removeEventListener("pointermove", move);
      held(this, true);
    };
    this.element.addEventListener("pointermove", move);
    this.element.addEventListener("lostpointercapture", end, { once: true });
  }
}

/** Keeps marks as large as they are when the picture changes its size on the screen. */
export function keepSizes(svg, marks) {
  new ResizeObserver(() => { for (const mark of marks()) mark.resize(); }).observe(svg);
}
