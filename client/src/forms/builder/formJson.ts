import type { FormCreate } from "../../api/schema";
import * as texts from "../../texts/texts";
import { contentOf, type FormContent } from "./formContent";

/** The form in a text of JSON, also that of an exported file; throws Error for another one. */
export function contentIn(text: string): FormContent {
  const found: unknown = JSON.parse(text);
  const form = isObject(found) && isObject(found.form) ? found.form : found;
  if (!isForm(form)) throw new Error(texts.builder.noFormJson);
  return contentOf(form);
}

/** Whether the parts are there that the builder draws; the server checks all others. */
function isForm(form: unknown): form is FormCreate {
  if (!isObject(form) || !isObject(form.formSchema)) return false;
  const { fields } = form.formSchema;
  const isNamed = typeof form.name === "string" && typeof form.linkedWorkflow === "string";
  return isNamed && Array.isArray(fields) && fields.every(isField);
}

function isField(field: unknown): boolean {
  return isObject(field) && typeof field.name === "string" && typeof field.type === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
