import type { Membership, UserView } from "../api/schema";
import * as texts from "../texts/texts";
import type { Compared } from "../ui/fields";

/** What a person types about a user. */
export interface UserDraft {
  email: string;
  displayName: string;
  isPlatformAdmin: boolean;
  memberships: readonly Membership[];
}

export const EMPTY_USER: UserDraft = {
  email: "",
  displayName: "",
  isPlatformAdmin: false,
  memberships: [],
};

export function draftOf(user: UserView): UserDraft {
  const { email, displayName, isPlatformAdmin, memberships } = user;
  return { email, displayName, isPlatformAdmin, memberships };
}

/** What is sent of a change: only what differs, because nobody may change their own rights. */
export function changeOf(before: UserView, { displayName, ...rights }: UserDraft) {
  const { isPlatformAdmin } = rights;
  const memberships = [...rights.memberships];
  const same = JSON.stringify(memberships) === JSON.stringify(before.memberships);
  return {
    ...(displayName === before.displayName ? {} : { displayName }),
    ...(isPlatformAdmin === before.isPlatformAdmin ? {} : { isPlatformAdmin }),
    ...(same ? {} : { memberships }),
  };
}

/** `nameOf` gives the name of an organization by its id. */
export function compareUser(draft: UserDraft, nameOf: (id: string) => string): Compared[] {
  const memberships = draft.memberships.map(
    ({ orgId, role = "member" }) => `${nameOf(orgId)}: ${texts.people.memberRoles[role]}`,
  );
  return [
    { label: texts.people.name, text: draft.displayName },
    {
      label: texts.people.platformAdmin,
      text: draft.isPlatformAdmin ? texts.people.platformAdmin : "",
    },
    { label: texts.people.memberships, text: memberships.toSorted().join("\n") },
  ];
}
