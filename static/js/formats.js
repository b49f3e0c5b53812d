/** Looks after what else the editor shows: the same poster in another format, and the way to every other hoarding. */
export function watchFormats(form) {
  const easel = form.querySelector("[data-easel]");
  const picture = form.querySelector("[data-picture]");
  const link = form.querySelector("[data-every-link]");
  const main = form.querySelector(`[name="${link.dataset.everyLink}"]`);

  // The editor asks anew whenever anything changes; this only fits the frame to what came.
  form.addEventListener("drawn", (event) => {
    const format = event.detail.get("sheet");
    if (!format) return;
    easel.dataset.format = format;
    picture.decode?.().then(() => {
      picture.width = picture.naturalWidth;
      picture.height = picture.naturalHeight;
    }).catch(() => { /* the next one will do */ });
  });

  link.addEventListener("click", () => {
    const address = new URL(link.href);
    address.searchParams.set("slogan", main.value.replace(/\s+/g, " ").trim());
    address.searchParams.set("variant", form.elements.variant.value);
    link.href = address;
  });
}
