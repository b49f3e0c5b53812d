/** The maker's desk: counters, a live picture from the same renderer, samples, a draft. The form works without it. */
import { markPasted } from "./claim.js";
import { sentenceOf } from "./notice.js";
import { comeBack, paced } from "./pace.js";
import { watchRefusal } from "./refusal.js";
import { fetchPreview } from "./seal.js";

const APART = 150; // ms between one picture and the next
const LOST = 15000; // ms after which a picture is given up
const UNCOUNTED = /[\u00ad\u200b\u200e\u200f\u061c\u2060\u202a-\u202c\u2066-\u2069\ufeff\ufffc]/g; // steer, and are not drawn
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter("en-GB", { granularity: "grapheme" }) : null;

/** Characters as people count them, after the same tidying as on the server. */
export function graphemes(text) {
  const tidy = text.replace(UNCOUNTED, "").normalize("NFC").replace(/[^\S\n]+/g, " ").replace(/ ?\n[\s]*/g, "\n").trim();
  return segmenter ? [...segmenter.segment(tidy)].length : [...tidy].length;
}

export function openEditor(form) {
  const slots = [...form.querySelectorAll("[data-slot]")];
  const easel = form.querySelector("[data-easel]");
  const picture = form.querySelector("[data-picture]");
  const status = form.querySelector("[data-status]");
  const publish = form.querySelector("[data-publish]");
  const parent = form.elements.remix ?? form.elements.answer; // the poster that this one comes from
  const draftName = `draft:${form.dataset.template}${parent ? `:${parent.value}` : ""}`;
  const refusal = watchRefusal(
    document.querySelector("[data-refused]"),
    (id) => (id === "stickers" ? form.elements.stickers : document.getElementById(id)),
  );
  let shown;

  const tell = (state, sentence) => {
    easel.dataset.state = state;
    easel.classList.toggle("stale", state === "fault");
    if (status.textContent !== sentence) status.textContent = sentence;
  };

  function recount(slot) {
    const counter = document.getElementById(`${slot.id}-count`);
    const left = Number(counter.dataset.count) - graphemes(slot.value);
    counter.textContent = left < 0 ? `${-left} too many` : `${left} left`;
    counter.classList.toggle("over", left < 0);
  }

  function fault(slot, sentence) {
    document.getElementById(`${slot.id}-error`).textContent = sentence || "";
    if (sentence) slot.setAttribute("aria-invalid", "true");
    else slot.removeAttribute("aria-invalid");
  }

  /** By what drawing them says, and else by what publishing them as they are has said. */
  function faults(problems) {
    slots.forEach((slot) => fault(slot, problems[slot.name] || refusal.of(slot)));
    refusal.follow();
    return problems.stickers || refusal.of(form.elements.stickers);
  }

  function undrawn(sentence) {
    tell("fault", sentence);
    form.dispatchEvent(new CustomEvent("undrawn"));
  }

  const draw = paced(async () => {
    const values = new URLSearchParams(slots.map((slot) => [slot.name, slot.value]));
    values.set("variant", form.elements.variant.value);
    if (form.elements.sheet) values.set("sheet", form.elements.sheet.value);
    if (form.elements.campaign) values.set("campaign", form.elements.campaign.value);
    if (form.elements.stickers.value) values.set("stickers", form.elements.stickers.value);
    // Said late: most pictures arrive before anybody could read it.
    const slow = setTimeout(() => tell("drawing", "Drawing…"), 400);
    try {
      const response = await fetchPreview(form.dataset.preview, values, {
        signal: AbortSignal.timeout(LOST),
        headers: { Accept: "image/jpeg, application/json;q=0.9" },
      });
      if (response.ok) {
        const address = URL.createObjectURL(await response.blob());
        const next = new Image();
        next.src = address;
        await next.decode();
        picture.src = address;
        if (shown) URL.revokeObjectURL(shown);
        shown = address;
        const stuck = faults({});
        form.dispatchEvent(new CustomEvent("drawn", { detail: values }));
        form.dispatchEvent(new CustomEvent("stuck", { detail: stuck }));
        tell("drawn", form.querySelector("[name=sheet]:checked")?.dataset.says ?? "This is how it will be pasted");
      } else if (response.status === 422) {
        const answer = await response.json();
        const problems = answer.problems || {};
        form.dispatchEvent(new CustomEvent("faulty"));
        form.dispatchEvent(new CustomEvent("stuck", { detail: faults(problems) }));
        tell("fault", Object.values(problems)[0] || answer.message);
      } else {
        undrawn(`${await sentenceOf(response)} The last picture stays up.`);
        return comeBack(response);
      }
    } catch {
      undrawn("The picture did not arrive. Your words are safe; keep typing.");
    } finally {
      clearTimeout(slow);
    }
    return 0;
  }, APART);

  function keepDraft() {
    const draft = Object.fromEntries(slots.map((slot) => [slot.name, slot.value]));
    draft.variant = form.elements.variant.value;
    draft.stickers = form.elements.stickers.value;
    try {
      sessionStorage.setItem(draftName, JSON.stringify(draft));
    } catch { /* no room or not allowed: then there is no draft */ }
  }

  function fill(values) {
    for (const slot of slots) {
      if (values[slot.name] !== undefined) slot.value = values[slot.name];
      recount(slot);
    }
    const choice = [...form.querySelectorAll("[name=variant]")].find((each) => each.value === values.variant);
    if (choice) choice.checked = true;
    if (values.stickers !== undefined) form.elements.stickers.value = values.stickers;
    form.dispatchEvent(new CustomEvent("filled"));
  }

  /** What an address brings goes before an earlier draft, whose rest comes back; whoever reloads wants all of it. */
  function restoreDraft() {
    const fresh = performance.getEntriesByType("navigation")[0]?.type === "navigate";
    if ("answered" in form.dataset || (fresh && parent)) return;
    const brought = new URLSearchParams(fresh ? location.search : "");
    try {
      const draft = Object.entries(JSON.parse(sessionStorage.getItem(draftName)) ?? {});
      if (!draft.length) return;
      fill(Object.fromEntries(draft.filter(([name]) => !brought.has(name))));
      keepDraft();
      draw();
    } catch { /* an old or broken draft is no draft */ }
  }

  const samples = JSON.parse(form.querySelector("[data-samples]").textContent || "[]");
  const surprise = document.querySelector("[data-surprise]");
  let turn = Math.floor(Math.random() * samples.length);
  surprise.hidden = samples.length === 0;
  surprise.addEventListener("click", () => {
    const sample = samples[turn++ % samples.length];
    fill(Object.fromEntries(slots.map((slot) => [slot.name, sample[slot.name] ?? ""])));
    keepDraft();
    draw();
  });

  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-slot]")) recount(event.target);
    keepDraft();
    draw();
  });
  // Enter, or a phone's own “done”, ends a line; what makes it public is pressed on purpose.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input[data-slot]")) return;
    event.preventDefault();
    draw();
  });
  form.querySelector("[data-preview-button]").addEventListener("click", (event) => {
    event.preventDefault();
    if (draw()) tell("drawing", "Drawing…"); // somebody pressed: say at once that it was felt
    easel.scrollIntoView({ block: "start" });
  });
  form.addEventListener("submit", (event) => {
    if (publish.getAttribute("aria-disabled") === "true") return event.preventDefault();
    publish.setAttribute("aria-disabled", "true");
    publish.textContent = "Pasting…";
    markPasted();
    sessionStorage.removeItem(draftName); // a refusal brings the words back by itself
  });
  addEventListener("pageshow", () => {
    publish.removeAttribute("aria-disabled");
    publish.textContent = "Publish";
  });

  slots.forEach(recount);
  restoreDraft();
  if (slots.some((slot) => slot.value !== slot.defaultValue)) draw(); // somebody was quicker than this script
}
