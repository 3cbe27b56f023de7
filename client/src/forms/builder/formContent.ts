/** What an author edits of a form, in one shape for the server, for files and for comparing. */

import type { FormCreate, FormField, FormView, JsonValue } from "../../api/schema";

export interface FormContent {
  readonly name: string;
  readonly description: string;
  readonly linkedWorkflow: string;
  readonly accessLevel: FormView["accessLevel"];
  readonly isActive: boolean;
  readonly launchWorkflowId: string | null;
  readonly allowedQueryParams: readonly string[];
  readonly defaultLaunchParams: Readonly<Record<string, JsonValue>>;
  readonly fields: readonly FormField[];
}

/** The properties of a field in the order in which files have them. */
export const FIELD_KEYS = [
  "name",
  "label",
  "type",
  "required",
  "secret",
  "helpText",
  "placeholder",
  "defaultValue",
  "content",
  "options",
  "dataProvider",
  "dataProviderInputs",
  "autoFill",
  "validation",
  "visibilityExpression",
  "requiredExpression",
  "allowAsQueryParam",
  "allowedTypes",
  "multiple",
  "maxSizeMB",
] as const satisfies readonly (keyof FormField)[];

export const EMPTY_FORM: FormContent = {
  name: "",
  description: "",
  linkedWorkflow: "",
  accessLevel: "role_based",
  isActive: true,
  launchWorkflowId: null,
  allowedQueryParams: [],
  defaultLaunchParams: {},
  fields: [],
};

/** The content of a form that is stored, drafted or read from a file. */
export function contentOf(form: Partial<FormCreate> | FormView): FormContent {
  return {
    name: form.name ?? "",
    description: form.description ?? "",
    linkedWorkflow: form.linkedWorkflow ?? "",
    accessLevel: form.accessLevel ?? "role_based",
    isActive: form.isActive ?? true,
    launchWorkflowId: form.launchWorkflowId ?? null,
    allowedQueryParams: form.allowedQueryParams ?? [],
    defaultLaunchParams: form.defaultLaunchParams ?? {},
    fields: (form.formSchema?.fields ?? []).map(tidyField),
  };
}

/** The form as the server takes it. */
export function bodyOfContent(content: FormContent) {
  const { fields, description, defaultLaunchParams, allowedQueryParams, ...rest } = content;
  return {
    ...rest,
    description: description === "" ? null : description,
    allowedQueryParams: [...allowedQueryParams],
    defaultLaunchParams: { ...defaultLaunchParams },
    formSchema: { fields: fields.map(tidyField) },
  };
}

/** A field with its properties in a fixed order, and without those that say nothing. */
export function tidyField(field: FormField): FormField {
  const entries = FIELD_KEYS.map((key) => [key, tidied(field[key])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as FormField;
}

/** Whether two contents, fields or values are the same to the server. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function tidied(value: unknown): unknown {
  if (value === null || value === undefined || value === false || value === "") return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(kept);
  if (typeof value !== "object") return value;
  const found = kept(value);
  return Object.keys(found).length === 0 ? undefined : found;
}

/** An object without the members that are null; members of members stay as they are. */
function kept<T>(value: T): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(
    entries.map(([key, one]) => [key, typeof one === "object" ? kept(one) : one]),
  ) as T;
}
