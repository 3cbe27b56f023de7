import { useQueryClient } from "@tanstack/react-query";
import { itemOf } from "../api/liveItems";
import type { LiveChange } from "../api/liveStream";
import { useNews, useReread } from "../api/news";
import { type Pages, withNewest } from "../api/newsPages";
import type { DeliveryView } from "../api/schema";
import type { Scope } from "../api/scope";
import { deliveriesKey, refusedKey } from "./webhookKeys";

/** Keeps what a webhook source received as it is on the server. Returns whether changes arrive. */
export function useSourceNews(scope: Scope, sourceId: string): boolean {
  const queries = useQueryClient();
  const reread = useReread(scope);

  function readShown() {
    for (const queryKey of [deliveriesKey(scope, sourceId), refusedKey(scope, sourceId)]) {
      if (queries.getQueryCache().find({ queryKey })?.isActive()) reread(queryKey);
    }
  }

  function take(change: LiveChange) {
    if (change.change === "reset") return readShown();
    const delivery = itemOf("deliveries", change)?.incoming;
    if (delivery?.sourceId !== sourceId) return;
    if (delivery.status === "refused") return readShown();
    queries.setQueryData<Pages<DeliveryView>>(deliveriesKey(scope, sourceId), (known) =>
      withNewest(known, delivery, ({ id }) => id),
    );
  }

  return useNews(scope, "deliveries", take);
}
