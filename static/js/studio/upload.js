/** A picture is sent as soon as it is chosen, dropped or pasted, and the page says how far it is. */
import { sentenceOf } from "../notice.js";

const LOST = "The picture did not get through. Look at your connection, and choose it again.";
const LARGEST = 30 * 2 ** 20;
const TOO_LARGE = "This picture is larger than 30 MB. Save it smaller, or as a JPEG, and choose it again.";

export function openUpload(form) {
  const drop = form.querySelector("[data-drop]");
  const problem = form.querySelector("[data-upload-problem]");
  const inputs = [...form.querySelectorAll("input[type=file]")];
  let asked = null;

  const show = (part) => {
    const shown = form.querySelector("[data-progress]");
    shown.hidden = part === null;
    if (part === null) return;
    const bar = shown.querySelector("progress");
    const words = shown.querySelector("[data-progress-words]");
    if (part < 1) bar.value = part * 100; else bar.removeAttribute("value");
    const said = part < 1 ? `Sending: ${Math.floor(part * 10) * 10} %` : "It is here. Looking at it …";
    if (words.textContent !== said) words.textContent = said;
  };
  const fail = (sentence) => {
    asked = null;
    show(null);
    form.removeAttribute("aria-busy");
    for (const input of inputs) input.value = "";
    problem.textContent = sentence;
  };
  const send = (file) => {
    if (asked || !file) return;
    problem.textContent = "";
    if (file.size > LARGEST) { fail(TOO_LARGE); return; }
    const body = new FormData(form);
    body.delete("picture");
    body.append("picture", file, file.name || "pasted");
    asked = new XMLHttpRequest();
    asked.open("POST", form.action);
    asked.setRequestHeader("Accept", "application/json");
    asked.upload.addEventListener("progress", (event) => show(event.lengthComputable ? event.loaded / event.total : 0));
    asked.upload.addEventListener("load", () => show(1));
    asked.addEventListener("load", async () => {
      const answer = new Response(asked.responseText, { status: asked.status });
      if (answer.ok) location.assign((await answer.json()).location);
      else fail(await sentenceOf(answer));
    });
    asked.addEventListener("error", () => fail(LOST));
    asked.addEventListener("abort", () => fail(""));
    form.setAttribute("aria-busy", "true");
    show(0);
    asked.send(body);
  };

  for (const each of form.querySelectorAll("[data-scripted]")) each.hidden = false;
  form.querySelector("[data-send]").hidden = true;
  form.querySelector("[data-stop]").addEventListener("click", () => asked?.abort());
  for (const input of inputs) input.addEventListener("change", () => send(input.files[0]));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(inputs.map((input) => input.files[0]).find(Boolean));
  });
  document.addEventListener("paste", (event) => send(event.clipboardData?.files[0]));
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop") send(event.dataTransfer.files[0]);
    });
  }
  // Back from the next page: a picture may be chosen again.
  addEventListener("pageshow", (event) => { if (event.persisted) fail(""); });
}
