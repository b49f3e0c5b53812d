/** The poster without stickers, for beneath those being moved. Where it does not come, the old picture stays. */
import { fetchPreview } from "../seal.js";
import { element } from "./element.js";

export function barePoster(canvas, form, arrived) {
  const picture = element("img", "bare", { alt: "" });
  let asked, whose; // what the poster says that was asked for, and that is there
  picture.hidden = true;
  canvas.append(picture);

  const said = () => {
    const values = new URLSearchParams(new FormData(form));
    for (const name of ["csrf_token", "key", "stickers"]) values.delete(name);
    return values.toString();
  };

  async function ask(poster) {
    asked = poster;
    try {
      const response = await fetchPreview(form.dataset.preview, poster, { headers: { Accept: "image/jpeg" } });
      if (!response.ok || poster !== asked) return;
      whose = null;
      picture.hidden = true;
      if (picture.src) URL.revokeObjectURL(picture.src);
      picture.src = URL.createObjectURL(await response.blob());
      await picture.decode();
      if (poster !== asked) return;
      whose = poster;
      arrived();
    } catch { /* the picture that is there will do */ }
  }

  return {
    lay(needed) {
      const poster = said();
      picture.hidden = !needed || whose !== poster;
      if (needed && asked !== poster) ask(poster);
    },
  };
}
