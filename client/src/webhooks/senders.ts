import type { WebhookSourceCreate } from "../api/schema";
import * as texts from "../texts/texts";

export type Sender = WebhookSourceCreate["adapter"];

const SENDERS: readonly Sender[] = [
  "github",
  "stripe",
  "slack",
  "shopify",
  "microsoft_graph",
  "event_grid",
  "halopsa",
  "ninjaone",
  "standard_webhooks",
  "generic",
];
/** These make their secret themselves. */
export const BRING_THEIR_OWN: ReadonlySet<Sender> = new Set(["stripe", "slack", "shopify"]);

export function senderName(sender: Sender): string {
  return texts.webhooks.senders[sender];
}

export function senderChoices(): { value: Sender; label: string }[] {
  return SENDERS.map((value) => ({ value, label: senderName(value) }));
}

export function isSender(value: string | null): value is Sender {
  return SENDERS.some((sender) => sender === value);
}
