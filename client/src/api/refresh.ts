/**
 * Refreshes the access token once for all tabs of the browser.
 *
 * A refresh token is for a single use, and its reuse ends the session. So one tab holds a lock and
 * refreshes, and tells the others the new access token; a tab that waited for the lock uses it.
 */

import { credentials } from "./credentials";

const LOCK = "bifrost-refresh";
const CHANNEL = "bifrost-session";
/** A token that another tab got this recently is not refreshed again. */
const FRESH_MS = 10_000;

type Send = (request: Request) => Promise<Response>;

type Message =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "signed-in" }
  | { readonly kind: "signed-out" };

let refreshedAt = Number.NEGATIVE_INFINITY;
let channel: BroadcastChannel | undefined;

/** Whether the caller has a session again. Never asks the caller. */
export async function refresh(send: Send): Promise<boolean> {
  const asked = performance.now();
  return navigator.locks.request(LOCK, async () => {
    if (refreshedAt >= asked - FRESH_MS && credentials.accessToken() !== undefined) return true;
    const token = await newToken(send);
    if (token === undefined) return false;
    take(token);
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

function take(token: string): void {
  refreshedAt = performance.now();
  credentials.replace(token);
}

function openChannel(): BroadcastChannel {
  if (channel === undefined) {
    channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener("message", (event: MessageEvent<Message>) => {
      if (event.data.kind === "token") take(event.data.token);
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
