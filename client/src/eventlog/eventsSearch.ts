/** What the address of the event log says. */
export interface EventsSearch {
  type?: string;
}

export function readEventsSearch(search: Record<string, unknown>): EventsSearch {
  return typeof search.type === "string" && search.type !== "" ? { type: search.type } : {};
}

const PATTERN = /^(\*|[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*(\.\*|\.[a-z0-9][a-z0-9_-]*))$/;

/** What is typed as the API takes it: `ticket` means `ticket.*`; undefined if it can be no event. */
export function eventPattern(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  if (PATTERN.test(text)) return text;
  const begun = `${text.replace(/\.$/, "")}.*`;
  return PATTERN.test(begun) ? begun : undefined;
}

/** Whether events of this type are meant; without a pattern, all are. */
export function matchesPattern(pattern: string | undefined, type: string): boolean {
  if (pattern === undefined) return true;
  return pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

const BEGINNING = 60;

/** Data as one line, cut where it is long. */
export function beginningOf(data: unknown): string {
  const text = JSON.stringify(data);
  return text.length > BEGINNING ? `${text.slice(0, BEGINNING)}…` : text;
}
