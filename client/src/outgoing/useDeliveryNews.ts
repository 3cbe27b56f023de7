import { useQueryClient } from "@tanstack/react-query";
import { itemOf } from "../api/liveItems";
import type { LiveChange } from "../api/liveStream";
import { useNews, useReread } from "../api/news";
import { type Pages, withNewest } from "../api/newsPages";
import type { DeliverySummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { deliveriesKey, deliveryKey } from "./webhookKeys";

/** Keeps the deliveries to a webhook as they are on the server. Returns whether changes arrive. */
export function useDeliveryNews(scope: Scope, webhookId: string): boolean {
  const queries = useQueryClient();
  const reread = useReread(scope);

  function take(change: LiveChange) {
    if (change.change === "reset") return reread(deliveriesKey(scope, webhookId));
    const delivery = itemOf("deliveries", change)?.outgoing;
    if (delivery?.webhookId !== webhookId) return;
    queries.setQueryData<Pages<DeliverySummary>>(deliveriesKey(scope, webhookId), (known) =>
      withNewest(known, delivery, ({ eventId }) => eventId),
    );
    const queryKey = deliveryKey(scope, webhookId, delivery.eventId);
    if (queries.getQueryCache().find({ queryKey })?.isActive()) reread(queryKey);
  }

  return useNews(scope, "deliveries", take);
}
