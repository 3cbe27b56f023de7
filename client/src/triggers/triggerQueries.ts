import {
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { answerOf, bodyOf, inScope } from "../api/client";
import { itemOf } from "../api/liveItems";
import type { LiveChange } from "../api/liveStream";
import { useNews, useReread } from "../api/news";
import { type Pages, withNewest } from "../api/newsPages";
import { type Page, pageOf } from "../api/pages";
import type { EventTriggerFields, LoggedEvent } from "../api/schema";
import type { Scope } from "../api/scope";

const PAGE = 50;
const REFRESH_MS = 12_000;

/** The event triggers of a scope; there are at most 50. */
export function triggersQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "triggers"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/events/triggers", { signal })),
  });
}

export function triggerQuery(scope: Scope, triggerId: string) {
  return queryOptions({
    queryKey: [scope, "triggers", triggerId],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/events/triggers/{trigger_id}", {
          params: { path: { trigger_id: triggerId } },
          signal,
        }),
      ),
  });
}

/** The events that a trigger took, newest first, page by page; new ones appear by themselves. */
export function useTaken(scope: Scope, triggerId: string) {
  const queryKey = [scope, "triggers", triggerId, "events"];
  const queries = useQueryClient();
  const reread = useReread(scope);

  function take(change: LiveChange) {
    if (change.change === "reset") return reread(queryKey);
    const event = itemOf("events", change);
    if (!event?.results?.some(({ subscriptionId }) => subscriptionId === triggerId)) return;
    queries.setQueryData<Pages<LoggedEvent>>(queryKey, (known) =>
      withNewest(known, event, ({ id }) => id),
    );
  }

  const isLive = useNews(scope, "events", take);
  return useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<LoggedEvent>) => page.next,
    refetchInterval: ({ state }) =>
      isLive || (state.data?.pages.length ?? 0) > 1 ? false : REFRESH_MS,
    queryFn: ({ pageParam, signal }) =>
      pageOf(
        inScope(scope).GET("/api/events/triggers/{trigger_id}/events", {
          params: {
            path: { trigger_id: triggerId },
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

/** The events that the platform emits; workflows emit others. */
export function useEventTypes(scope: Scope) {
  const found = useQuery({
    queryKey: [scope, "eventTypes"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/events/types", { signal })),
  });
  return (found.data ?? []).map(({ type }) => type).filter((type) => type !== "webhook.test");
}

/** What is done to triggers; each tells the lists to ask again. */
export function useTriggerChanges(scope: Scope) {
  const queries = useQueryClient();
  const api = inScope(scope);
  const onSuccess = () => queries.invalidateQueries({ queryKey: [scope, "triggers"] });
  const save = useMutation({
    mutationFn: ({ body, known }: { body: EventTriggerFields; known: string | undefined }) =>
      known === undefined
        ? bodyOf(api.POST("/api/events/triggers", { body }))
        : bodyOf(
            api.PUT("/api/events/triggers/{trigger_id}", {
              params: { path: { trigger_id: known } },
              body,
            }),
          ),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (triggerId: string) =>
      answerOf(
        api.DELETE("/api/events/triggers/{trigger_id}", {
          params: { path: { trigger_id: triggerId } },
        }),
      ),
    onSuccess,
  });
  return { save, remove };
}
