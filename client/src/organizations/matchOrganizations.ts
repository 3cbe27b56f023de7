import type { Scope } from "../api/scope";

export interface ChoosableOrganization {
  id: Scope;
  name: string;
  /** An organization, or one of the scopes that stand for several. */
  kind: "organization" | "global" | "all";
  domains: readonly string[];
  isActive: boolean;
  /** Words by which platform administrators group organizations. */
  tags: readonly string[];
}

/** The organizations that fit what was typed, best first; an empty text keeps all, by name. */
export function matchOrganizations(
  organizations: readonly ChoosableOrganization[],
  typed: string,
): ChoosableOrganization[] {
  const words = typed.trim().toLowerCase();
  return organizations
    .map((organization) => ({ organization, rank: rankOf(organization, words) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || collator.compare(a.organization.name, b.organization.name))
    .map(({ organization }) => organization);
}

const NO_MATCH = 9;
const INACTIVE = 4;
const collator = new Intl.Collator("en");

/** 0 for the beginning of the name, 1 for a word of it, 2 for anywhere, 3 for another text of it. */
function rankOf(organization: ChoosableOrganization, words: string): number {
  const { id, name, domains, tags, isActive } = organization;
  const others = [id, ...domains, ...tags].map((text) => text.toLowerCase());
  const rank = matchRank(name.toLowerCase(), others, words);
  return rank < NO_MATCH && !isActive ? rank + INACTIVE : rank;
}

function matchRank(name: string, others: readonly string[], words: string): number {
  if (name.startsWith(words)) return 0;
  if (name.includes(` ${words}`)) return 1;
  if (name.includes(words)) return 2;
  return others.some((other) => other.includes(words)) ? 3 : NO_MATCH;
}
