import type { FormField, FormView } from "../../api/schema";
import type { Values } from "../answers/formState";

/** The query parameters of the page that the form allows; the launch workflow gets them, too. */
export function allowedQuery(
  form: FormView,
  query: Readonly<Record<string, string>>,
): Record<string, string> {
  const own = form.formSchema.fields?.filter(mayPrefill).map(({ name }) => name) ?? [];
  const allowed = new Set([...own, ...form.allowedQueryParams]);
  return Object.fromEntries(Object.entries(query).filter(([name]) => allowed.has(name)));
}

/** The answers that the page's address gives. */
export function prefilled(
  fields: readonly FormField[],
  query: Readonly<Record<string, string>>,
): Values {
  const given = fields.filter((field) => mayPrefill(field) && query[field.name] !== undefined);
  return Object.fromEntries(given.map((field) => [field.name, valueIn(field, query[field.name])]));
}

/** The address that opens the form with these answers, as far as it may prefill them. */
export function linkWith(fields: readonly FormField[], answers: Values): string {
  const url = new URL(window.location.href);
  url.search = "";
  for (const field of fields.filter(mayPrefill)) {
    const value = answers[field.name];
    if (value === undefined || value === null || value === "" || value === false) continue;
    url.searchParams.set(field.name, Array.isArray(value) ? value.join(",") : String(value));
  }
  return url.href;
}

function mayPrefill(field: FormField): boolean {
  return Boolean(field.allowAsQueryParam) && !field.secret && field.type !== "file";
}

function valueIn(field: FormField, text = "") {
  if (field.type === "checkbox") return text === "true" || text === "1" || text === "on";
  return field.type === "multi_select" ? text.split(",").filter(Boolean) : text;
}
