/**
 * Passkeys: a form asks the browser for one and is sent with what it says. `data-passkey` is "get" or "create",
 * `data-options` the address of what is to be signed. Where the browser knows none, its button stays hidden.
 */
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const SAID = {
  NotAllowedError: "No passkey was used. Try again, or use another way in.",
  InvalidStateError: "This device has a passkey for this account already.",
  SecurityError: "Passkeys do not work under this address.",
};

function readable({ challenge, user, excludeCredentials = [], allowCredentials = [], ...rest }) {
  const listed = (credentials) => credentials.map((each) => ({ ...each, id: toBytes(each.id) }));
  const options = { ...rest, challenge: toBytes(challenge) };
  if (user) return { ...options, user: { ...user, id: toBytes(user.id) }, excludeCredentials: listed(excludeCredentials) };
  return { ...options, allowCredentials: listed(allowCredentials) };
}

function sendable({ id, rawId, type, authenticatorAttachment, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, toText(response[part])]));
  if (response.getTransports) said.transports = response.getTransports();
  return JSON.stringify({ id, rawId: toText(rawId), type, authenticatorAttachment, response: said, clientExtensionResults: {} });
}

async function fill(form) {
  const body = new URLSearchParams(new FormData(form));
  body.delete("password");
  body.delete("passkey");
  const answer = await fetch(form.dataset.options, { method: "POST", headers: { Accept: "application/json" }, body });
  if (answer.redirected) return location.reload(); // signed out, or to be confirmed first
  const options = await answer.json().catch(() => ({ message: "The site did not answer as it should. Try again in a minute." }));
  if (!answer.ok) throw new Error(options.message);
  const publicKey = readable(options);
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  form.elements.passkey.value = sendable(credential);
  form.submit();
}

export function offerPasskeys() {
  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("[data-passkey-button]");
    const said = form.querySelector('.error[role="alert"]');
    if (!button) continue;
    form.hidden = button.hidden = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      said.textContent = "";
      button.setAttribute("aria-disabled", "true");
      try {
        await fill(form);
      } catch (error) {
        said.textContent = SAID[error.name] || error.message;
      }
      button.removeAttribute("aria-disabled");
    });
  }
}
