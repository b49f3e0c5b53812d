/** Copy buttons, and the device's own share sheet where there is one. */
import { say } from "./notice.js";

async function copy(button) {
  const box = document.getElementById(button.dataset.copy);
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
    say("Copied. Paste it somewhere deserving.");
  } catch {
    box.focus();
    say("Selected. Press Ctrl and C to copy it.");
  }
}

export function spread(sheet) {
  for (const button of sheet.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
  const native = sheet.querySelector("[data-native-share]");
  if (!native || !navigator.share) return;
  native.hidden = false;
  native.addEventListener("click", async () => {
    try {
      await navigator.share({ title: sheet.dataset.title, url: document.getElementById("share-link").value });
    } catch (error) {
      if (error.name !== "AbortError") say("The share sheet did not open. Copy the link instead.");
    }
  });
}
