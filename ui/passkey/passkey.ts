// Passkeys, on the pages for those who work for a site: asks the server what to ask for, the browser for a passkey or a
// signature by one, and sends what it says with the page's own form. Everything else is the server's: its pages say what
// went wrong. What is marked data-passkey stays hidden where a browser knows no passkeys.
//
// Source: W3C Web Authentication Level 2, sections 5.1.3 and 5.1.4.

type Listed = {type: 'public-key'; id: string};
type Asked = {
  challenge: string; timeout: number;
  // to make one
  rp: PublicKeyCredentialRpEntity; user: {id: string; name: string; displayName: string};
  pubKeyCredParams: PublicKeyCredentialParameters[]; excludeCredentials: Listed[];
  authenticatorSelection: AuthenticatorSelectionCriteria; attestation: AttestationConveyancePreference;
  // to use one
  rpId: string; allowCredentials?: Listed[]; userVerification: UserVerificationRequirement;
};

// base64url, as the server writes bytes and reads them.
function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
}
function text(data: ArrayBuffer | null): string {
  const binary = Array.from(new Uint8Array(data ?? new ArrayBuffer(0)), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
const listed = (some: Listed[]) => some.map(({type, id}) => ({type, id: bytes(id)}));

// What goes into the form, by the names of its fields.
async function made(asked: Asked): Promise<Record<string, string>> {
  const publicKey = {
    rp: asked.rp, user: {...asked.user, id: bytes(asked.user.id)}, challenge: bytes(asked.challenge), timeout: asked.timeout,
    pubKeyCredParams: asked.pubKeyCredParams, excludeCredentials: listed(asked.excludeCredentials),
    authenticatorSelection: asked.authenticatorSelection, attestation: asked.attestation,
  };
  const credential = (await navigator.credentials.create({publicKey})) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return {credential: text(credential.rawId), client_data: text(response.clientDataJSON), attestation: text(response.attestationObject)};
}

async function used(asked: Asked): Promise<Record<string, string>> {
  const publicKey = {
    challenge: bytes(asked.challenge), timeout: asked.timeout, rpId: asked.rpId, userVerification: asked.userVerification,
    ...(asked.allowCredentials && {allowCredentials: listed(asked.allowCredentials)}),
  };
  const credential = (await navigator.credentials.get({publicKey})) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    credential: text(credential.rawId), client_data: text(response.clientDataJSON), signature: text(response.signature),
    authenticator_data: text(response.authenticatorData), user_handle: text(response.userHandle),
  };
}

class Told extends Error {}  // the server's own words

async function ask(part: HTMLElement, form: HTMLFormElement): Promise<Asked> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && (part.dataset.passkey === 'create' || name !== 'password')) body.append(name, value);
  const answer = await fetch(part.dataset.options!, {method: 'POST', body, credentials: 'same-origin'});
  const said = (await answer.json()) as Asked & {text?: string};
  if (!answer.ok) throw new Told(said.text ?? part.dataset.failed);
  return said;
}

function sentence(part: HTMLElement, error: unknown): string {
  if (error instanceof Told) return error.message;
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'InvalidStateError') return part.dataset.there!;  // section 6.3.2: one of those that were excluded
  return (name === 'NotAllowedError' || name === 'AbortError' ? part.dataset.cancelled : part.dataset.failed)!;
}

async function press(part: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const form = button.form!;
  const fault = part.querySelector<HTMLElement>('[role="alert"]')!;
  const creates = part.dataset.passkey === 'create';
  if (creates && !form.reportValidity()) return;
  fault.hidden = true;
  button.disabled = true;
  try {
    const asked = await ask(part, form);
    const fields = {challenge: asked.challenge, ...(creates ? await made(asked) : await used(asked))};
    for (const [name, value] of Object.entries(fields)) (form.elements.namedItem(name) as HTMLInputElement).value = value;
    for (const secret of form.querySelectorAll<HTMLInputElement>('input[type="password"]')) secret.value = '';  // was asked for above
    button.disabled = false;
    form.requestSubmit(button);
  } catch (error) {
    console.info('passkey:', error);
    button.disabled = false;
    fault.textContent = sentence(part, error);
    fault.hidden = false;
  }
}

if (isSecureContext && 'credentials' in navigator && 'PublicKeyCredential' in window) {
  for (const none of document.querySelectorAll<HTMLElement>('[data-passkey-none]')) none.hidden = true;
  for (const part of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
    const button = part.querySelector('button')!;
    part.hidden = false;
    button.addEventListener('click', (event) => {
      event.preventDefault();  // the form goes by requestSubmit, with the answer in it
      void press(part, button);
    });
  }
}
