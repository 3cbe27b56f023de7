import type { Organization } from "../../api/schema";
import * as texts from "../../texts/texts";
import type { Compared } from "../../ui/fields";

/** What a person types about an organization. */
export interface OrganizationDraft {
  name: string;
  domains: readonly string[];
  tags: readonly string[];
}

/** A new organization, with the person who is to rule it. */
export interface NewOrganizationDraft extends OrganizationDraft {
  administratorName: string;
  administratorEmail: string;
}

export const EMPTY_ORGANIZATION: NewOrganizationDraft = {
  name: "",
  domains: [],
  tags: [],
  administratorName: "",
  administratorEmail: "",
};

export function draftOf({ name, domains = [], tags = [] }: Organization): OrganizationDraft {
  return { name, domains, tags };
}

export function bodyOfDraft({ name, domains, tags }: OrganizationDraft) {
  return { name, domains: [...domains], tags: [...tags] };
}

export function compareOrganization({ name, domains, tags }: OrganizationDraft): Compared[] {
  return [
    { label: texts.customers.name, text: name },
    { label: texts.customers.domains, text: domains.join("\n") },
    { label: texts.customers.tags, text: tags.join("\n") },
  ];
}
