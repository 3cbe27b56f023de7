/** Fills a form with what a run of it was given, as a draft: its secrets and files are asked anew. */

import type { ExecutionRecord, FormView } from "../api/schema";
import type { Scope } from "../api/scope";
import type { Value } from "./expressions/values";
import { saveFormDraft } from "./runner/drafts";
import { shownValue } from "./shownValue";

export function fillForm(scope: Scope, form: FormView, input: ExecutionRecord["inputData"]): void {
  const fields = form.formSchema.fields ?? [];
  const answers = fields.map((field) => {
    return [field.name, shownValue(field, input[field.name] as Value)];
  });
  saveFormDraft(scope, form.id, fields, Object.fromEntries(answers));
}
