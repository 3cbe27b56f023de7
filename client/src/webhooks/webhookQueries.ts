import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, bodyOf, inScope } from "../api/client";
import { type Page, pageOf } from "../api/pages";
import type {
  DeliveryView,
  SecretRotation,
  SubscriptionFields,
  Trial,
  WebhookSourceCreate,
  WebhookSourceUpdate,
} from "../api/schema";
import type { Scope } from "../api/scope";
import { useSourceNews } from "./useSourceNews";
import { deliveriesKey, refusedKey } from "./webhookKeys";

const PAGE = 50;
/** Where changes do not arrive, lists are asked for again this often. */
const REFRESH_MS = 12_000;

const at = (sourceId: string) => ({ params: { path: { source_id: sourceId } } });

export function useWebhooks(scope: Scope) {
  return useQuery({
    queryKey: [scope, "webhooks"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/webhook-sources", { signal })),
  });
}

export function useWebhook(scope: Scope, id: string) {
  return useQuery({
    queryKey: [scope, "webhooks", id],
    queryFn: ({ signal }) =>
      bodyOf(inScope(scope).GET("/api/webhook-sources/{source_id}", { ...at(id), signal })),
  });
}

export function useSubscriptions(scope: Scope, id: string) {
  return useQuery({
    queryKey: [scope, "webhooks", id, "subscriptions"],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/webhook-sources/{source_id}/subscriptions", { ...at(id), signal }),
      ),
  });
}

export function useDeliveries(scope: Scope, id: string) {
  const isLive = useSourceNews(scope, id);
  return useInfiniteQuery({
    queryKey: deliveriesKey(scope, id),
    initialPageParam: undefined as string | undefined,
    refetchInterval: ({ state }) =>
      isLive || (state.data?.pages.length ?? 0) > 1 ? false : REFRESH_MS,
    queryFn: ({ signal, pageParam }) =>
      pageOf(
        inScope(scope).GET("/api/webhook-sources/{source_id}/deliveries", {
          params: {
            path: { source_id: id },
            query: {
              limit: PAGE,
              ...(pageParam === undefined ? {} : { continuationToken: pageParam }),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: (page: Page<DeliveryView>) => page.next,
  });
}

export function useRefused(scope: Scope, id: string) {
  const isLive = useSourceNews(scope, id);
  return useQuery({
    queryKey: refusedKey(scope, id),
    refetchInterval: isLive ? false : REFRESH_MS,
    queryFn: ({ signal }) =>
      bodyOf(inScope(scope).GET("/api/webhook-sources/{source_id}/refused", { ...at(id), signal })),
  });
}

export function useDelivery(scope: Scope, id: string, deliveryId: string) {
  return useQuery({
    queryKey: [scope, "webhooks", id, "deliveries", deliveryId],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/webhook-sources/{source_id}/deliveries/{delivery_id}", {
          params: { path: { source_id: id, delivery_id: deliveryId } },
          signal,
        }),
      ),
  });
}

export function useCreateWebhook(scope: Scope) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: WebhookSourceCreate) =>
      bodyOf(inScope(scope).POST("/api/webhook-sources", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: [scope, "webhooks"] }),
  });
}

/** What is done to one webhook; each tells the lists to ask again. */
export function useWebhookChanges(scope: Scope, id: string) {
  const queries = useQueryClient();
  const api = inScope(scope);
  const onSuccess = () => queries.invalidateQueries({ queryKey: [scope, "webhooks"] });
  const update = useMutation({
    mutationFn: (body: WebhookSourceUpdate) =>
      bodyOf(api.PATCH("/api/webhook-sources/{source_id}", { ...at(id), body })),
    onSuccess,
  });
  const rotate = useMutation({
    mutationFn: (body: SecretRotation) =>
      bodyOf(api.POST("/api/webhook-sources/{source_id}/rotate", { ...at(id), body })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () => answerOf(api.DELETE("/api/webhook-sources/{source_id}", at(id))),
    onSuccess,
  });
  const renew = useMutation({
    mutationFn: () => bodyOf(api.POST("/api/webhook-sources/{source_id}/graph/renew", at(id))),
    onSuccess,
  });
  return { update, rotate, remove, renew };
}

export function useSubscriptionChanges(scope: Scope, id: string) {
  const queries = useQueryClient();
  const api = inScope(scope);
  const onSuccess = () =>
    queries.invalidateQueries({ queryKey: [scope, "webhooks", id, "subscriptions"] });
  const save = useMutation({
    mutationFn: ({ body, known }: { body: SubscriptionFields; known: string | undefined }) =>
      known === undefined
        ? bodyOf(api.POST("/api/webhook-sources/{source_id}/subscriptions", { ...at(id), body }))
        : bodyOf(
            api.PUT("/api/webhook-sources/{source_id}/subscriptions/{subscription_id}", {
              params: { path: { source_id: id, subscription_id: known } },
              body,
            }),
          ),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (known: string) =>
      answerOf(
        api.DELETE("/api/webhook-sources/{source_id}/subscriptions/{subscription_id}", {
          params: { path: { source_id: id, subscription_id: known } },
        }),
      ),
    onSuccess,
  });
  return { save, remove };
}

export function useReplay(scope: Scope, id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ delivery, workflow }: { delivery: string; workflow: string }) =>
      bodyOf(
        inScope(scope).POST("/api/webhook-sources/{source_id}/deliveries/{delivery_id}/replay", {
          params: { path: { source_id: id, delivery_id: delivery } },
          body: workflow === "" ? {} : { workflowName: workflow },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [scope, "webhooks", id, "deliveries"] }),
  });
}

export function useTrial(scope: Scope, id: string) {
  return useMutation({
    mutationFn: (body: Trial) =>
      bodyOf(inScope(scope).POST("/api/webhook-sources/{source_id}/test", { ...at(id), body })),
  });
}
