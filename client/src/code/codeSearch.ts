export interface CodeSearch {
  /** The file in front. */
  path?: string;
  line?: number;
}

/** The open file and its line, from the address. */
export function readCodeSearch(given: Record<string, unknown>): CodeSearch {
  const { path, line } = given;
  if (typeof path !== "string" || path === "") return {};
  const isLine = typeof line === "number" && Number.isInteger(line) && line > 0;
  return isLine ? { path, line } : { path };
}
