export interface FormsSearch {
  q?: string;
}

/** The filter of the forms list, from the address. */
export function readFormsSearch(given: Record<string, unknown>): FormsSearch {
  return typeof given.q === "string" && given.q !== "" ? { q: given.q } : {};
}

/** The query of a form's page: texts by name, which may prefill fields. */
export function readFormSearch(given: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(given).map(([name, value]) => [name, textOf(value)] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ""));
}

/** The router reads `1` and `true` in an address as values; a form's query is texts. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
