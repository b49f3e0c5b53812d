/**
 * Proofs of work, while the site is under attack. The work is ALTCHA's widget's, unseen and served from here; nothing of
 * what a visitor does is measured. Pages load this only when a proof is asked for.
 */
import { say } from "./notice.js";

const FIELD = "altcha";
const worker = new URL("../vendor/altcha/pbkdf2.js", import.meta.url);
let loading;

/** The widget is large: forms are watched before it has arrived. */
function load() {
  loading ??= import("../vendor/altcha/altcha.min.js")
    .then(() => globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(worker)));
  return loading;
}

/** A proof for the challenge at an address. Throws where the browser cannot make one. */
export async function prove(address) {
  await load();
  const widget = document.createElement("altcha-widget");
  widget.hidden = true;
  widget.setAttribute("challenge", address);
  widget.setAttribute("display", "invisible");
  widget.setAttribute("configuration", JSON.stringify({ humanInteractionSignature: false, minDuration: 0 }));
  const proof = new Promise((resolve, reject) => {
    widget.addEventListener("statechange", ({ detail }) => {
      if (detail.payload) resolve(detail.payload);
      else if (["error", "expired", "code"].includes(detail.state)) reject(new Error(detail.state));
    });
  });
  document.body.append(widget);
  try {
    await new Promise((resolve) => setTimeout(resolve)); // until it has been set up
    widget.verify().catch(() => { /* its state says so */ });
    return await proof;
  } finally {
    widget.remove();
  }
}

/** Sends with a proof; without one where the browser cannot make any, so that the site says what comes of that. */
export async function ahead(address, send) {
  let proof;
  try {
    proof = await prove(address);
  } catch { /* said below, by the site */ }
  return send(proof ? { [FIELD]: proof } : {});
}

/** Sends once more, with a proof, what was refused for want of one. `send` takes fields to add. */
export async function again(response, send) {
  let address;
  try {
    ({ proof: address } = await response.clone().json());
  } catch { /* a page, not an answer to a script */ }
  if (!address) return response;
  return ahead(address, send);
}

/** A form that takes its proof along. Without one it is sent all the same: the site says what comes of that. */
export function proveOnSubmit(form) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: FIELD });
  form.append(field);
  form.querySelector("[data-scriptless]")?.remove();
  let busy = false, ready = false;
  load().catch(() => { loading = undefined; }); // asked for again when it is needed
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (ready || button?.name === "preview") {
      ready = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (busy) return;
    busy = true;
    button?.setAttribute("aria-disabled", "true");
    say("One moment: your browser does its little sum.");
    try {
      field.value = await prove(form.dataset.proof);
    } catch {
      field.value = "";
    }
    button?.removeAttribute("aria-disabled");
    busy = false;
    ready = true;
    form.requestSubmit(button);
  }, { capture: true });
  addEventListener("pageshow", () => { ready = false; });
}
