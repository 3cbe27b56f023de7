import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { inScope } from "../api/client";
import { itemOf } from "../api/liveItems";
import type { LiveChange } from "../api/liveStream";
import { useNews, useReread } from "../api/news";
import { type Pages, withNewest } from "../api/newsPages";
import { type Page, pageOf } from "../api/pages";
import type { LoggedEvent } from "../api/schema";
import type { Scope } from "../api/scope";
import { matchesPattern } from "./eventsSearch";

const PAGE = 50;
const REFRESH_MS = 12_000;

/** The events of a scope, newest first; `type` is a name, or the beginning of names with a star. */
export function useEvents(scope: Scope, type: string | undefined) {
  const queryKey = [scope, "events", type];
  const queries = useQueryClient();
  const reread = useReread(scope);

  function take(change: LiveChange) {
    if (change.change === "reset") return reread(queryKey);
    const event = itemOf("events", change);
    if (event === undefined || !matchesPattern(type, event.type)) return;
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
        inScope(scope).GET("/api/events/log", {
          params: {
            query: {
              limit: PAGE,
              ...(type === undefined ? {} : { eventType: type }),
              ...(pageParam === undefined ? {} : { continuationToken: pageParam }),
            },
          },
          signal,
        }),
      ),
  });
}
