import type { ExecutionLog } from "../../api/schema";
import { plainLine } from "./ansi";

export interface NumberedLine extends ExecutionLog {
  /** Counts from 1, over all lines of the run. */
  readonly number: number;
}

/** The lines with those that came after them, which are numbered on. */
export function numberedAfter(
  lines: readonly NumberedLine[],
  added: readonly ExecutionLog[],
): readonly NumberedLine[] {
  if (added.length === 0) return lines;
  const first = lines.length + 1;
  return [...lines, ...added.map((line, place) => ({ ...line, number: first + place }))];
}

/** The lines of the chosen levels that contain a text. No level chosen means all. */
export function filteredLines(
  lines: readonly NumberedLine[],
  levels: ReadonlySet<string>,
  typed: string,
): readonly NumberedLine[] {
  const wanted = typed.toLowerCase();
  if (levels.size === 0 && wanted === "") return lines;
  return lines
    .filter(({ level }) => levels.size === 0 || levels.has(level.toLowerCase()))
    .filter(({ message }) => wanted === "" || plainLine(message).toLowerCase().includes(wanted));
}

/** How many lines there are of each level, in the order of severity. */
export function levelCounts(lines: readonly ExecutionLog[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { level } of lines) {
    const name = level.toLowerCase();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([one], [other]) => rank(one) - rank(other));
}

/** The lines as a text to copy or to save. */
export function logText(lines: readonly ExecutionLog[]): string {
  return lines
    .map(
      ({ timestamp, level, message }) =>
        `${timestamp} ${level.toUpperCase()} ${plainLine(message)}\n`,
    )
    .join("");
}

const RANKS = ["critical", "error", "warning", "info", "debug"];

function rank(level: string): number {
  const place = RANKS.indexOf(level);
  return place < 0 ? RANKS.length : place;
}
