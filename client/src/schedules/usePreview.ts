import { useQuery } from "@tanstack/react-query";
import type { ScheduleView } from "../api/schema";
import type { Scope } from "../api/scope";
import { ownZone } from "../forms/answers/moments";
import type { ScheduleDraft } from "./scheduleDraft";
import { previewQuery } from "./scheduleQueries";

/** The times of a draft: in words, and the next ones; undefined until they are known. */
export interface ShownTimes {
  reading: string | undefined;
  next: readonly string[];
  error: Error | null;
}

/** Reads what is typed; the times of a saved schedule that were not changed are known already. */
export function usePreview(
  scope: Scope,
  { cron, zone }: ScheduleDraft,
  saved: ScheduleView | undefined,
): ShownTimes {
  const isSaved = saved?.cron === cron && saved.zone === zone && saved.nextRuns.length > 0;
  const { data, error } = useQuery({
    ...previewQuery(scope, cron, zone, ownZone()),
    enabled: !isSaved && cron.trim() !== "" && zone.trim() !== "",
  });
  if (isSaved) return { reading: saved.reading, next: saved.nextRuns, error: null };
  return { reading: data?.reading, next: data?.runs.map(({ at }) => at) ?? [], error };
}
