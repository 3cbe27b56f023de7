import type { Role } from "../api/schema";
import * as texts from "../texts/texts";
import type { Compared } from "../ui/fields";

/** What a person types about a role. */
export interface RoleDraft {
  name: string;
  description: string;
}

export const EMPTY_ROLE: RoleDraft = { name: "", description: "" };

export function draftOf({ name, description }: Role): RoleDraft {
  return { name, description: description ?? "" };
}

export function compareRole({ name, description }: RoleDraft): Compared[] {
  return [
    { label: texts.roles.name, text: name },
    { label: texts.roles.description, text: description },
  ];
}
