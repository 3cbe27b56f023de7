/** Under which keys the lists of a webhook source are kept. */

import type { Scope } from "../api/scope";

export function deliveriesKey(scope: Scope, id: string) {
  return [scope, "webhooks", id, "deliveries"];
}

export function refusedKey(scope: Scope, id: string) {
  return [scope, "webhooks", id, "refused"];
}
