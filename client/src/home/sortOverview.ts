import type { OrganizationOverview } from "../api/schema";

export const SORTS = ["failed", "runs", "lastRun", "name"] as const;
export type Sort = (typeof SORTS)[number];

export function isSort(value: string): value is Sort {
  return SORTS.some((one) => one === value);
}

/** The organizations in this order; equal ones by name. */
export function sorted(
  rows: readonly OrganizationOverview[],
  sort: Sort,
): readonly OrganizationOverview[] {
  const byName = (a: OrganizationOverview, b: OrganizationOverview) =>
    a.name.localeCompare(b.name, "en");
  const rank = ({ failed, runs, lastRunAt }: OrganizationOverview) => {
    if (sort === "name") return 0;
    if (sort === "lastRun") return lastRunAt === null ? 0 : new Date(lastRunAt).getTime();
    return sort === "failed" ? failed : runs;
  };
  return [...rows].sort((a, b) => rank(b) - rank(a) || byName(a, b));
}
