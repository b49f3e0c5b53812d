/**
 * Previews are given to the session's own pages: their addresses carry its seal. A page of one visitor's brings it
 * along; one that caches keep brings none, and the first preview asks for it, as does one whose session has gone.
 */
let seal = document.querySelector("[data-seal]")?.dataset.seal;
let coming;

function renew() {
  coming ??= fetch("/seal", { method: "POST", headers: { Accept: "application/json" } })
    .then(async (response) => { if (response.ok) ({ seal } = await response.json()); })
    .finally(() => { coming = undefined; });
  return coming;
}

/** An address of a preview, under the seal that there is. */
export function sealed(address, values) {
  const query = new URLSearchParams(values);
  query.set("seal", seal ?? "");
  return `${address}?${query}`;
}

/** Fetches a preview, once more with a fresh seal where this one is not taken. */
export async function fetchPreview(address, values, options) {
  if (!seal) await renew();
  const response = await fetch(sealed(address, values), options);
  if (response.status !== 403) return response;
  await renew();
  return fetch(sealed(address, values), options);
}
