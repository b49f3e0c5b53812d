/** The browser's own list of posters and their claims; it never leaves this browser. */
const PLACE = "posters";
const MOST = 200;

export function kept() {
  try {
    const list = JSON.parse(localStorage.getItem(PLACE));
    return Array.isArray(list) ? list.filter((each) => each && /^[a-z0-9]{1,16}$/.test(each.code) && /^[a-z0-9]{32}$/.test(each.secret)) : [];
  } catch {
    return []; // no storage, or a broken list
  }
}

function write(list) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(list.slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
}

/** Keep a claim: its link ends in the secret. Tells whether it was kept. */
export function keep(code, link, slogan) {
  const secret = link.slice(link.lastIndexOf("/") + 1);
  return write([{ code, secret, slogan, when: new Date().toISOString() }, ...kept().filter((each) => each.code !== code)]);
}

export const forget = (code) => write(kept().filter((each) => each.code !== code));

export function listMine(list, row, none) {
  const show = () => {
    const all = kept();
    list.replaceChildren(...all.map((each) => line(each)));
    list.hidden = all.length === 0;
    none.hidden = all.length > 0;
  };
  const line = (each) => {
    const item = row.content.cloneNode(true);
    const picture = item.querySelector("img");
    picture.src = `/p/${each.code}/thumb.jpg`;
    picture.alt = String(each.slogan || `Poster ${each.code}`);
    item.querySelector("[data-page]").href = `/p/${each.code}`;
    item.querySelector("[data-claim]").href = `/claim/${each.secret}`;
    const when = new Date(each.when);
    if (!Number.isNaN(when.getTime())) {
      const time = item.querySelector("[data-when]");
      time.dateTime = when.toISOString();
      time.textContent = `Pasted ${when.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}`;
    }
    for (const part of item.querySelectorAll("[data-claim], [data-forget]")) part.setAttribute("aria-label", `${part.textContent}: ${picture.alt}`);
    item.querySelector("[data-forget]").addEventListener("click", () => {
      forget(each.code);
      show();
      (list.querySelector("a") || document.getElementById("main")).focus();
    });
    return item;
  };
  show();
}
