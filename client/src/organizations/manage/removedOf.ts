import type { PurgeCounts, PurgeReport } from "../../api/schema";
import * as texts from "../../texts/texts";

/** What a purge has removed, by kind and number; kinds of which there was nothing are left out. */
export function removedOf({ removed }: PurgeReport): (readonly [string, number])[] {
  const kinds = Object.keys(texts.customers.removed) as (keyof PurgeCounts)[];
  return kinds.flatMap((kind) => {
    const count = removed?.[kind] ?? 0;
    return count === 0 ? [] : [[texts.customers.removed[kind], count] as const];
  });
}
