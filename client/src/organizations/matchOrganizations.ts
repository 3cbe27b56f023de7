import type { Scope } from "../api/scope";

export interface ChoosableOrganization {
  id: Scope;
  name: string;
  domains: readonly string[];
  isActive: boolean;
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

/** 0 for the beginning of the name, 1 for a word of it, 2 for anywhere, 3 for a domain or the id. */
function rankOf({ id, name, domains, isActive }: ChoosableOrganization, words: string): number {
  const rank = matchRank(name.toLowerCase(), [id.toLowerCase(), ...domains], words);
  return rank < NO_MATCH && !isActive ? rank + INACTIVE : rank;
}

function matchRank(name: string, others: readonly string[], words: string): number {
  if (name.startsWith(words)) return 0;
  if (name.includes(` ${words}`)) return 1;
  if (name.includes(words)) return 2;
  return others.some((other) => other.includes(words)) ? 3 : NO_MATCH;
}
