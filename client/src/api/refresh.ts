/**
 * Refreshes the access token once for all tabs of the browser.
 *
 * A refresh token is for a single use, and its reuse ends the session. So one tab holds a lock and
 * refreshes, and tells the others the new access token; a tab that waited for the lock uses it.
 */

import { credentials } from "./credentials";

const LOCK = "bifrost-refresh";
const CHANNEL = "bifrost-session";
/** The tab that had the lock before tells its token within this time. */
const TOLD_MS = 50;

type Send = (request: Request) => Promise<Response>;

type Message =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "signed-in" }
  | { readonly kind: "signed-out" };

let channel: BroadcastChannel | undefined;

/**
 * Replaces an access token that was refused, `used`; undefined for a page that has none yet. Resolves
 * to whether there is another one of the same user. Never asks the caller.
 */
export async function refresh(send: Send, used: string | undefined): Promise<boolean> {
  const asked = performance.now();
  openChannel();
  return navigator.locks.request(LOCK, async () => {
    if (performance.now() - asked > 1) await pause(TOLD_MS);
    const told = credentials.accessToken();
    if (told !== undefined && told !== used) return isOfSameUser(told, used);
    const token = await newToken(send);
    if (token === undefined || !isOfSameUser(token, used)) return false;
    credentials.replace(token);
    openChannel().postMessage({ kind: "token", token } satisfies Message);
    return true;
  });
}

/** Calls `listener` when the user signs in or out in another tab; returns how to stop that. */
export function onOtherTab(listener: (kind: "signed-in" | "signed-out") => void): () => void {
  const heard = (event: MessageEvent<Message>) => {
    if (event.data.kind !== "token") listener(event.data.kind);
  };
  const opened = openChannel();
  opened.addEventListener("message", heard);
  return () => opened.removeEventListener("message", heard);
}

/** Tells the other tabs that the user signed in or out. */
export function tellTabs(kind: "signed-in" | "signed-out"): void {
  openChannel().postMessage({ kind } satisfies Message);
}

/** Whether two tokens name one user: another tab may have signed in as somebody else. */
export function isOfSameUser(token: string, former: string | undefined): boolean {
  return former === undefined || subjectOf(token) === subjectOf(former);
}

/** The subject of a JSON Web Token. It is compared, not trusted: the API checks the signature. */
function subjectOf(token: string): unknown {
  const [, payload = ""] = token.split(".");
  const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  return typeof claims === "object" && claims !== null && "sub" in claims ? claims.sub : undefined;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function openChannel(): BroadcastChannel {
  if (channel === undefined) {
    channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener("message", (event: MessageEvent<Message>) => {
      const own = credentials.accessToken();
      if (event.data.kind !== "token" || own === undefined) return;
      if (isOfSameUser(event.data.token, own)) credentials.replace(event.data.token);
    });
  }
  return channel;
}

async function newToken(send: Send): Promise<string | undefined> {
  const request = new Request("/api/auth/refresh", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ cookie: true }),
  });
  const response = await send(request);
  if (!response.ok) return undefined;
  const body: unknown = await response.json();
  return typeof body === "object" &&
    body !== null &&
    "accessToken" in body &&
    typeof body.accessToken === "string"
    ? body.accessToken
    : undefined;
}
