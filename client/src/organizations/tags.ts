import type { ChoosableOrganization } from "./matchOrganizations";

/** Every tag of the organizations, the most frequent first. */
export function tagsOf(organizations: readonly ChoosableOrganization[]): string[] {
  const counts = new Map<string, { tag: string; count: number }>();
  for (const tag of organizations.flatMap(({ tags }) => tags)) {
    const known = counts.get(tag.toLowerCase());
    counts.set(tag.toLowerCase(), { tag: known?.tag ?? tag, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || a.tag.localeCompare(b.tag, "en"))
    .map(({ tag }) => tag);
}

/** The organizations that have all of these tags; case makes no difference. */
export function withTags(
  organizations: readonly ChoosableOrganization[],
  wanted: readonly string[],
): readonly ChoosableOrganization[] {
  if (wanted.length === 0) return organizations;
  return organizations.filter(({ tags }) => {
    const own = new Set(tags.map((tag) => tag.toLowerCase()));
    return wanted.every((tag) => own.has(tag.toLowerCase()));
  });
}
