/** What fields of each type have: which of their properties say something. */

import type { FormField, WorkflowView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { fieldOf } from "../../workflows/parameterFields";
import { FIELD_KEYS, tidyField } from "./formContent";

export type FieldType = FormField["type"];

export const FIELD_TYPES: readonly FieldType[] = [
  "text",
  "textarea",
  "email",
  "number",
  "select",
  "multi_select",
  "radio",
  "checkbox",
  "date",
  "datetime",
  "file",
  "markdown",
  "html",
];

const SHOWN_ONLY: ReadonlySet<FieldType> = new Set(["markdown", "html"]);
const TEXTS: ReadonlySet<FieldType> = new Set(["text", "textarea"]);
const LISTS: ReadonlySet<FieldType> = new Set(["select", "multi_select", "radio"]);
const CHOICELESS: ReadonlySet<FieldType> = new Set(["markdown", "html", "checkbox", "file"]);

export const isShownOnly = (type: FieldType) => SHOWN_ONLY.has(type);
export const isList = (type: FieldType) => LISTS.has(type);
/** Whether a data provider may make the field a list of choices. */
export const mayOffer = (type: FieldType) => !CHOICELESS.has(type);
export const mayBeSecret = (field: FormField) =>
  TEXTS.has(field.type) && !field.dataProvider && !field.options?.length;

/** A new field of a type, under a name that no other has. */
export function newField(type: FieldType, fields: readonly FormField[]): FormField {
  const name = freeName(type, fields);
  if (isShownOnly(type)) {
    return { name, type, content: texts.builder.newContent[type === "html" ? "html" : "markdown"] };
  }
  const label = texts.builder.types[type];
  if (!isList(type)) return { name, label, type };
  return { name, label, type, options: [1, 2].map(optionNumber) };
}

/** The field that takes a parameter of the workflow. */
export function fieldOfParameter(parameter: WorkflowView["parameters"][number]): FormField {
  return tidyField(fieldOf(parameter));
}

/** A name like the given one that no field has: `text`, `text_2`, `text_3`. */
export function freeName(wanted: string, fields: readonly FormField[]): string {
  const taken = new Set(fields.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}_${number}`)) number += 1;
  return `${wanted}_${number}`;
}

/** The field with another type, without what the new type refuses. */
export function withType(field: FormField, type: FieldType): FormField {
  const fitting: FormField = { ...field, type };
  const drop = (...keys: (keyof FormField)[]) => {
    for (const key of keys) delete fitting[key];
  };
  if (field.type === type) return field;
  if (isShownOnly(type)) {
    drop(...FIELD_KEYS.filter((key) => !["name", "type", "visibilityExpression"].includes(key)));
    fitting.content = field.content ?? field.label ?? field.name;
    return fitting;
  }
  drop("validation", "content", "multiple", "maxSizeMB", "allowedTypes", "defaultValue");
  if (!mayOffer(type)) drop("dataProvider", "dataProviderInputs", "autoFill");
  if (!isList(type)) drop("options");
  if (!mayBeSecret(fitting)) drop("secret");
  if (isList(type) && !fitting.options?.length && !fitting.dataProvider) {
    fitting.options = [1, 2].map(optionNumber);
  }
  fitting.label = field.label ?? texts.builder.types[type];
  return fitting;
}

function optionNumber(number: number) {
  return { label: texts.builder.option(number), value: `option_${number}` };
}
