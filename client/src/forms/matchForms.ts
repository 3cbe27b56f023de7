import type { FormSummary } from "../api/schema";

type Listed = Pick<FormSummary, "name" | "description" | "linkedWorkflow">;

/** The forms whose name, description or workflow contain every word that was typed. */
export function matchForms<Form extends Listed>(
  forms: readonly Form[],
  typed: string | undefined,
): Form[] {
  const words = (typed ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return forms.filter((form) => {
    const text = [form.name, form.description, form.linkedWorkflow].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
