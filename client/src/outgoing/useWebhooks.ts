import { queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { type Page, pageOf } from "../api/pages";
import type { DeliverySummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { useDeliveryNews } from "./useDeliveryNews";
import { deliveriesKey, deliveryKey, webhooksKey } from "./webhookKeys";

/** Where changes do not arrive, the first page is asked for again this often. */
const REFRESH_MS = 12_000;
const PAGE = 50;

/** The outgoing webhooks of a scope; there are at most 20. */
export function useWebhooks(scope: Scope) {
  return useQuery({
    queryKey: webhooksKey(scope),
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/outgoing-webhooks", { signal })),
  });
}

export function webhookQuery(scope: Scope, webhookId: string) {
  return queryOptions({
    queryKey: [scope, "outgoing", webhookId],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/outgoing-webhooks/{webhook_id}", {
          params: { path: { webhook_id: webhookId } },
          signal,
        }),
      ),
  });
}

/** The deliveries to a webhook, newest first, page by page. */
export function useDeliveries(scope: Scope, webhookId: string) {
  const isLive = useDeliveryNews(scope, webhookId);
  return useInfiniteQuery({
    queryKey: deliveriesKey(scope, webhookId),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<DeliverySummary>) => page.next,
    refetchInterval: ({ state }) =>
      isLive || (state.data?.pages.length ?? 0) > 1 ? false : REFRESH_MS,
    queryFn: ({ pageParam, signal }) =>
      pageOf(
        inScope(scope).GET("/api/outgoing-webhooks/{webhook_id}/deliveries", {
          params: {
            path: { webhook_id: webhookId },
            query: {
              limit: PAGE,
              ...(pageParam === undefined ? {} : { continuationToken: pageParam }),
            },
          },
          signal,
        }),
      ),
  });
}

/** One delivery with its attempts, as it is while it is shown. */
export function useDelivery(scope: Scope, webhookId: string, eventId: string) {
  const isLive = useDeliveryNews(scope, webhookId);
  return useQuery({
    queryKey: deliveryKey(scope, webhookId, eventId),
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/outgoing-webhooks/{webhook_id}/deliveries/{event_id}", {
          params: { path: { webhook_id: webhookId, event_id: eventId } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      !isLive && state.data?.status === "waiting" ? REFRESH_MS : false,
  });
}
