import type { AuditEntry } from "../api/schema";

export type Outcome = "succeeded" | "failed" | "refused" | "unknown";

/** One change: its intent and its outcome, which the log has as two entries. */
export interface Folded {
  /** The entry that says most: the outcome, or the intent while there is none. */
  entry: AuditEntry;
  outcome: Outcome;
}

/** Entries, the newest first, as one line for each change. */
export function foldEntries(entries: readonly AuditEntry[]): Folded[] {
  const ended = new Set(entries.map(({ intentSequence }) => intentSequence));
  return entries
    .filter(({ phase, sequence }) => phase !== "intent" || !ended.has(sequence))
    .map((entry) => ({ entry, outcome: outcomeOf(entry) }));
}

function outcomeOf({ outcome, phase }: AuditEntry): Outcome {
  return outcome ?? (phase === "intent" ? "unknown" : "succeeded");
}

export interface Changed {
  name: string;
  before: string;
  after: string;
}

/** What differs between the object before and after, field by field. */
export function changesOf({ before, after }: AuditEntry): Changed[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .map((name) => ({ name, before: textOf(before?.[name]), after: textOf(after?.[name]) }))
    .filter((one) => one.before !== one.after);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
