import type { FormSummary } from "../api/schema";
import { matchWords } from "../ui/matchWords";

/** The forms whose name, description or workflow contain every word that was typed. */
export function matchForms(
  forms: readonly FormSummary[],
  typed: string | undefined,
): FormSummary[] {
  return forms.filter((form) =>
    matchWords([form.name, form.description, form.linkedWorkflow], typed),
  );
}
