import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { GroupBy } from "../api/schema";
import type { Scope } from "../api/scope";
import type { Period } from "./usageSearch";

const DAY_MS = 86_400_000;

/** What calls of models cost, from the first of so many days (UTC) until now. */
export function usageQuery(scope: Scope, groupBy: GroupBy, days: Period) {
  return queryOptions({
    queryKey: [scope, "ai-usage", groupBy, days],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/reports/ai-usage", {
          params: { query: { groupBy, since: firstOf(days, Date.now()) } },
          signal,
        }),
      ),
  });
}

/** The report as a spreadsheet has it. */
export function usageCsv(scope: Scope, groupBy: GroupBy, days: Period): Promise<unknown> {
  return bodyOf(
    inScope(scope).GET("/api/reports/ai-usage.csv", {
      params: { query: { groupBy, since: firstOf(days, Date.now()) } },
      parseAs: "text",
    }),
  );
}

/** The beginning of the first of so many days, of which the last one is today. */
export function firstOf(days: number, now: number): string {
  const today = Math.floor(now / DAY_MS);
  return new Date((today - days + 1) * DAY_MS).toISOString();
}
