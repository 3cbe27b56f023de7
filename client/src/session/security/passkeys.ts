import type { NewPasskey, PasskeyAnswer, PasskeyChallenge, PasskeyOffer } from "../../api/schema";
import * as texts from "../../texts/texts";

/** Whether this browser can use passkeys on this page. */
export function knowsPasskeys(): boolean {
  return typeof window.PublicKeyCredential === "function";
}

/** Has the browser make a passkey. Rejects with a reason in words where it does not. */
export async function makePasskey({ publicKey }: PasskeyOffer): Promise<NewPasskey> {
  const made = await told(() =>
    navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytesOf(publicKey.challenge),
        user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
        excludeCredentials: publicKey.excludeCredentials.map(reference),
      },
    }),
  );
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    id: made.id,
    clientData: textOf(response.clientDataJSON),
    attestation: textOf(response.attestationObject),
    transports: response.getTransports().filter(isTransport),
  };
}

/** Has a passkey sign a challenge. Rejects with a reason in words where it does not. */
export async function answerOfPasskey(asked: PasskeyChallenge): Promise<PasskeyAnswer> {
  const { publicKey, token } = asked;
  const found = await told(() =>
    navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytesOf(publicKey.challenge),
        allowCredentials: publicKey.allowCredentials.map(reference),
      },
    }),
  );
  const response = found.response as AuthenticatorAssertionResponse;
  return {
    token,
    id: found.id,
    clientData: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    userHandle: response.userHandle === null ? null : textOf(response.userHandle),
  };
}

const TRANSPORTS = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
type Transport = (typeof TRANSPORTS)[number];

function isTransport(text: string): text is Transport {
  return (TRANSPORTS as readonly string[]).includes(text);
}

function reference(one: PasskeyChallenge["publicKey"]["allowCredentials"][number]) {
  const transports = one.transports as AuthenticatorTransport[];
  return { type: one.type, id: bytesOf(one.id), ...(transports.length > 0 ? { transports } : {}) };
}

async function told(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const found = await ask();
    if (found instanceof PublicKeyCredential) return found;
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
  throw new Error(texts.security.passkeyNone);
}

/** What went wrong, in words. The browser does not say whether there was no passkey or no consent. */
function reasonOf(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "InvalidStateError") return texts.security.passkeyThere;
  if (name === "NotAllowedError" || name === "AbortError") return texts.security.passkeyNone;
  return texts.security.passkeyFailed;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(data: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(data));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
