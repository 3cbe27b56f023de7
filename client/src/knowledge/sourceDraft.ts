import type { SourceView } from "../api/schema";
import * as texts from "../texts/texts";
import type { Compared } from "../ui/fields";

/** What is typed about a source that is there. */
export interface SourceDraft {
  description: string;
  roleIds: string[];
}

export function sourceDraftOf({ description, roleIds }: SourceView): SourceDraft {
  return { description, roleIds: [...roleIds] };
}

export function comparedSource({ description, roleIds }: SourceDraft): Compared[] {
  return [
    { label: texts.knowledge.description, text: description },
    { label: texts.knowledge.readers, text: roleIds.join("\n") },
  ];
}
