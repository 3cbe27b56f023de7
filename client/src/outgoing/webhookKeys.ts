/** Under which keys answers about outgoing webhooks are kept. */

import type { Scope } from "../api/scope";

export function webhooksKey(scope: Scope) {
  return [scope, "outgoing"];
}

export function deliveriesKey(scope: Scope, webhookId: string) {
  return [scope, "outgoing", webhookId, "deliveries"];
}

export function deliveryKey(scope: Scope, webhookId: string, eventId: string) {
  return [scope, "outgoing", webhookId, "deliveries", eventId];
}
