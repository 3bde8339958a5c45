/* Passkeys: what the browser asks of the device, between the server's challenge and the form that answers it. */
"use strict";

const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

function textOf(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/* The server writes bytes as text, and reads them so. */
function readable(options) {
  const withBytes = (credentials) => (credentials ?? []).map((each) => ({ ...each, id: bytesOf(each.id) }));
  const read = { ...options, challenge: bytesOf(options.challenge) };
  if (options.user) read.user = { ...options.user, id: bytesOf(options.user.id) };
  if (options.excludeCredentials) read.excludeCredentials = withBytes(options.excludeCredentials);
  if (options.allowCredentials) read.allowCredentials = withBytes(options.allowCredentials);
  return read;
}

function written(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = textOf(credential.response[part]);
  }
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

/* A passkey that takes the place of the password is kept on the device, and asks for finger, face or PIN. */
function withoutPassword(options) {
  const selection = { ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return { ...options, authenticatorSelection: selection };
}

async function optionsOf(form) {
  const within = form.querySelector("script[type='application/json']");
  if (within) return JSON.parse(within.textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()).request_options;
}

async function askDevice(form) {
  const told = (await optionsOf(form)).publicKey;
  if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey: readable(told) });
  const options = form.elements.passwordless?.checked ? withoutPassword(told) : told;
  return navigator.credentials.create({ publicKey: readable(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failure = form.querySelector("[data-passkey-failure]");
    failure.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(written(await askDevice(form)));
      form.submit();
    } catch (error) {
      console.warn(error);
      failure.hidden = false;
    }
  });
}
