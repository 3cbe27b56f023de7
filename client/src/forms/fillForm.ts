/** Fills a form with what a run of it was given, as a draft: its secrets and files are asked anew. */

import type { ExecutionRecord, FormField, FormView } from "../api/schema";
import type { Scope } from "../api/scope";
import { localTime } from "./answers/moments";
import type { Value } from "./expressions/values";
import { saveFormDraft } from "./runner/drafts";

export function fillForm(scope: Scope, form: FormView, input: ExecutionRecord["inputData"]): void {
  const fields = form.formSchema.fields ?? [];
  const answers = fields.map((field) => [field.name, shown(field, input[field.name] as Value)]);
  saveFormDraft(scope, form.id, fields, Object.fromEntries(answers));
}

/** The value as its input takes it. */
function shown(field: FormField, value: Value): Value {
  return field.type === "datetime" && typeof value === "string" ? localTime(value) : value;
}
