import { ALL_SCOPE, GLOBAL_SCOPE } from "../api/scope";
import { type ChoosableOrganization, matchOrganizations } from "./matchOrganizations";

/** What is drawn at once; the rest is found by typing. */
const MOST = 50;

export interface Section {
  kind: "global" | "favourites" | "recents" | "all";
  organizations: ChoosableOrganization[];
}

interface Personal {
  favourites: readonly string[];
  recents: readonly string[];
}

/** The list of the switcher: what was typed in one section, else favourites, recents and all. */
export function sectionsOf(
  organizations: readonly ChoosableOrganization[],
  typed: string,
  { favourites, recents }: Personal,
): { sections: Section[]; hidden: number } {
  const found = matchOrganizations(organizations, typed);
  if (typed.trim() !== "") return cut([{ kind: "all", organizations: found }]);
  const byId = new Map(found.map((organization) => [organization.id, organization]));
  const taken = new Set<string>();
  const take = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const organization = byId.get(id);
      if (organization === undefined || taken.has(id)) return [];
      taken.add(id);
      return [organization];
    });
  const sections: Section[] = [
    { kind: "global", organizations: take([GLOBAL_SCOPE, ALL_SCOPE]) },
    { kind: "favourites", organizations: take(favourites) },
    { kind: "recents", organizations: take(recents) },
    { kind: "all", organizations: found.filter(({ id }) => !taken.has(id)) },
  ];
  return cut(sections.filter((section) => section.organizations.length > 0));
}

function cut(sections: Section[]): { sections: Section[]; hidden: number } {
  let hidden = 0;
  const shown = sections.map((section) => {
    hidden += Math.max(0, section.organizations.length - MOST);
    return { ...section, organizations: section.organizations.slice(0, MOST) };
  });
  return { sections: shown, hidden };
}
