/** The filter of a list as the address has it. */
export interface TypedSearch {
  q?: string;
}

/** The search parameters of a list that is filtered by what was typed. */
export function readTypedSearch(given: Record<string, unknown>): TypedSearch {
  return typeof given.q === "string" && given.q !== "" ? { q: given.q } : {};
}
