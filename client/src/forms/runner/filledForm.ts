/** What is filled into a form, and how it changes: a reducer without the outside world. */

import type { FormField, Option } from "../../api/schema";
import type { Values } from "../answers/formState";
import type { Value } from "../expressions/values";
import { dependentsOf } from "./dependents";

/** Why a field has another value than the user gave it. `by` is the label of the field that did it. */
export interface Notice {
  readonly kind: "cleared" | "filled";
  readonly by: string;
}

export interface FilledForm {
  readonly answers: Values;
  /** Fields that the user has changed: nothing else changes them. */
  readonly touched: ReadonlySet<string>;
  readonly notices: Readonly<Record<string, Notice>>;
  /** What the server said of the last submission, by field. */
  readonly refused: Readonly<Record<string, string>>;
}

export type FilledChange =
  | {
      readonly kind: "answer";
      readonly field: FormField;
      readonly value: Value;
      readonly option?: Option;
    }
  | { readonly kind: "refuse"; readonly refused: Readonly<Record<string, string>> }
  | { readonly kind: "reset"; readonly answers: Values };

export function filledWith(answers: Values): FilledForm {
  return { answers, touched: new Set(), notices: {}, refused: {} };
}

export function changedForm(
  fields: readonly FormField[],
  form: FilledForm,
  change: FilledChange,
): FilledForm {
  switch (change.kind) {
    case "refuse":
      return { ...form, refused: change.refused };
    case "reset":
      return filledWith(change.answers);
    default:
      return answered(fields, form, change);
  }
}

function answered(
  fields: readonly FormField[],
  form: FilledForm,
  { field, value, option }: Extract<FilledChange, { kind: "answer" }>,
): FilledForm {
  const answers: Record<string, Value> = { ...form.answers, [field.name]: value };
  const notices = without(form.notices, field.name);
  for (const target of clearable(fields, form, field)) {
    delete answers[target.name];
    notices[target.name] = { kind: "cleared", by: field.label ?? field.name };
  }
  for (const [target, key] of Object.entries(field.autoFill ?? {})) {
    const found = option?.metadata?.[key];
    if (found === undefined || form.touched.has(target)) continue;
    answers[target] = found as Value; // JSON of a data provider
    notices[target] = { kind: "filled", by: field.label ?? field.name };
  }
  return {
    answers,
    touched: new Set([...form.touched, field.name]),
    notices,
    refused: without(form.refused, field.name),
  };
}

/** The fields with a choice that may not be offered any more. */
function clearable(
  fields: readonly FormField[],
  form: FilledForm,
  changed: FormField,
): FormField[] {
  return dependentsOf(fields, changed.name).filter(({ name }) => {
    const value = form.answers[name];
    return value !== undefined && value !== null && value !== "";
  });
}

function without<T>(entries: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => key !== name));
}
