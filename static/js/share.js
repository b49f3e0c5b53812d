/** Copy buttons, and the device's own share sheet where there is one. */
import { say } from "./notice.js";

async function copy(button) {
  const box = document.getElementById(button.dataset.copy);
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
  } catch { // refused, or a page without TLS, where the older way still works
    box.focus();
    if (!document.execCommand?.("copy")) return say("Selected. Copy it from here yourself: this browser will not do it.");
    button.focus();
  }
  say("Copied. Paste it somewhere deserving.");
}

/** The link, and the picture with it where the device takes files. */
async function parcel(sheet) {
  const link = { title: sheet.dataset.title, url: document.getElementById("share-link").value };
  try {
    const picture = await (await fetch(sheet.dataset.picture)).blob();
    const whole = { ...link, files: [new File([picture], "poster.jpg", { type: "image/jpeg" })] };
    return navigator.canShare?.(whole) ? whole : link;
  } catch {
    return link;
  }
}

export function watchSharing(sheet) {
  for (const button of sheet.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
  const native = sheet.querySelector("[data-native-share]");
  if (!native || !navigator.share) return;
  native.hidden = false;
  native.addEventListener("click", async () => {
    try {
      await navigator.share(await parcel(sheet));
    } catch (error) {
      if (error.name !== "AbortError") say("The share sheet did not open. Copy the link instead.");
    }
  });
}
