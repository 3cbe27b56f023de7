/** What is half filled in, kept by this tab: no secrets, no files. */

import type { FormField } from "../../api/schema";
import type { Scope } from "../../api/scope";
import { forgetDraft, keepDraft, readDraft } from "../../ui/drafts";
import { takesValue } from "../answers/formField";
import type { Values } from "../answers/formState";

function nameOf(scope: Scope, formId: string): string {
  return `form.${scope}.${formId}`;
}

export function saveFormDraft(
  scope: Scope,
  formId: string,
  fields: readonly FormField[],
  answers: Values,
): void {
  const kept = fields.filter(mayKeep).map(({ name }) => [name, answers[name]] as const);
  const entries = kept.filter(([, value]) => value !== undefined);
  if (entries.length === 0) forgetDraft(nameOf(scope, formId));
  else keepDraft(nameOf(scope, formId), Object.fromEntries(entries));
}

/** The draft of the form's present fields; undefined if there is none. */
export function formDraft(
  scope: Scope,
  formId: string,
  fields: readonly FormField[],
): Values | undefined {
  const draft = readDraft(nameOf(scope, formId));
  if (draft === undefined) return undefined;
  const names = new Set(fields.filter(mayKeep).map(({ name }) => name));
  const known = Object.entries(draft).filter(([name]) => names.has(name));
  return known.length === 0 ? undefined : (Object.fromEntries(known) as Values);
}

export function dropFormDraft(scope: Scope, formId: string): void {
  forgetDraft(nameOf(scope, formId));
}

function mayKeep(field: FormField): boolean {
  return takesValue(field) && !field.secret && field.type !== "file";
}
