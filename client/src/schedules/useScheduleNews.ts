import { useQueryClient } from "@tanstack/react-query";
import { itemOf } from "../api/liveItems";
import type { LiveChange } from "../api/liveStream";
import { useNews, useReread } from "../api/news";
import type { ScheduleView } from "../api/schema";
import type { Scope } from "../api/scope";
import { scheduleKey, schedulesKey, slotsKey, upcomingKey } from "./scheduleQueries";

/** How often what the timer does is asked for again where changes do not arrive. */
export const EVERY_MS = 30_000;

/**
 * Keeps what is shown of schedules as it is on the server. Returns the interval to ask at where
 * changes do not arrive, else false.
 */
export function useScheduleNews(scope: Scope): number | false {
  const queries = useQueryClient();
  const reread = useReread(scope);

  function take(change: LiveChange) {
    if (change.change === "reset") return reread(schedulesKey(scope));
    const schedule = itemOf("schedules", change);
    queries.setQueryData<ScheduleView[]>(schedulesKey(scope), (known) =>
      known === undefined ? undefined : withSchedule(known, change.key, schedule),
    );
    if (schedule) queries.setQueryData(scheduleKey(scope, change.key), schedule);
    if (isShown(slotsKey(scope, change.key))) reread(slotsKey(scope, change.key));
    if (isShown(upcomingKey(scope))) reread(upcomingKey(scope));
  }

  function isShown(queryKey: readonly unknown[]): boolean {
    return queries.getQueryCache().findAll({ queryKey, type: "active" }).length > 0;
  }

  return useNews(scope, "schedules", take) ? false : EVERY_MS;
}

/** The list, the oldest first, with the schedule as it is now, or without it if it is gone. */
function withSchedule(
  known: ScheduleView[],
  id: string,
  schedule: ScheduleView | undefined,
): ScheduleView[] {
  if (schedule === undefined) return known.filter((each) => each.id !== id);
  if (!known.some((each) => each.id === id)) return [...known, schedule];
  return known.map((each) => (each.id === id ? schedule : each));
}
