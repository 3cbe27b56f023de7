import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { everyItem, pageOf } from "../api/pages";
import type { Scope } from "../api/scope";

const WEEK_HOURS = 168;

export function schedulesKey(scope: Scope) {
  return [scope, "schedules"];
}

export function scheduleKey(scope: Scope, id: string) {
  return [scope, "schedules", "one", id];
}

export function slotsKey(scope: Scope, id: string) {
  return [scope, "schedules", "slots", id];
}

export function upcomingKey(scope: Scope) {
  return [scope, "schedules", "upcoming"];
}

/** All schedules of a scope. */
export function schedulesQuery(scope: Scope) {
  return queryOptions({
    queryKey: schedulesKey(scope),
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/schedules", {
            params: { query: { limit: 200, ...(token ? { continuationToken: token } : {}) } },
            signal,
          }),
        ),
      ),
  });
}

/** What comes within a week. */
export function upcomingQuery(scope: Scope) {
  return queryOptions({
    queryKey: upcomingKey(scope),
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/schedule-times/upcoming", {
          params: { query: { hours: WEEK_HOURS } },
          signal,
        }),
      ),
  });
}

export function scheduleQuery(scope: Scope, id: string) {
  return queryOptions({
    queryKey: scheduleKey(scope, id),
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/schedules/{schedule_id}", {
          params: { path: { schedule_id: id } },
          signal,
        }),
      ),
  });
}

/** What came of the times of a schedule, the newest first. */
export function slotsQuery(scope: Scope, id: string) {
  return infiniteQueryOptions({
    queryKey: slotsKey(scope, id),
    queryFn: ({ pageParam, signal }) =>
      pageOf(
        inScope(scope).GET("/api/schedules/{schedule_id}/slots", {
          params: {
            path: { schedule_id: id },
            query: { limit: 50, ...(pageParam ? { continuationToken: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
}

/** The reading and the next times of an expression that may still be typed. */
export function previewQuery(scope: Scope, cron: string, zone: string, viewerZone: string) {
  return queryOptions({
    queryKey: [scope, "schedules", "preview", cron, zone, viewerZone],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/schedule-times/preview", {
          params: { query: { cron, zone, viewerZone, count: 5 } },
          signal,
        }),
      ),
    retry: false,
  });
}
