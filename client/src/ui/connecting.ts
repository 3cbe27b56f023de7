/** What the windows of a consent tell each other: one begins it, the provider leads another back. */

import { recall, remember } from "./storage";

const CHANNEL = "bifrost-connections";
const KEY = "connecting";

interface Connecting {
  /** The page that began it. */
  address: string;
  /** Whether the provider is shown in a window of its own. */
  inPopup: boolean;
}

export function rememberConnecting(connecting: Connecting): void {
  remember(KEY, connecting);
}

export function whatConnects(): Connecting | undefined {
  return recall(KEY, isConnecting);
}

/** Tells the page that began the consent that it is over. */
export function tellConnected(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("over");
  channel.close();
}

/** Calls back whenever a consent is over; returns how to stop. */
export function onConnected(listen: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = listen;
  return () => channel.close();
}

function isConnecting(value: unknown): value is Connecting {
  return (
    typeof value === "object" &&
    value !== null &&
    "address" in value &&
    typeof value.address === "string" &&
    value.address.startsWith("/o/") &&
    "inPopup" in value &&
    typeof value.inPopup === "boolean"
  );
}
