import type { Diagnostics } from "../api/schema";
import * as texts from "../texts/texts";

/** A message that waits longer than this is not taken: the queue's trigger does not run. */
const LONG_MS = 10 * 60_000;

const words = texts.diagnostics;

/** What of the state needs somebody, in sentences; what is broken comes first. */
export function concernsOf(state: Diagnostics): string[] {
  const { dependencies, queues, stuck, isolation, discoveryProblems, timestamp } = state;
  const missing = Object.entries(isolation ?? {}).filter(([, holds]) => !holds);
  return [
    ...dependencies.dependencies.flatMap(({ name, error }) =>
      error === null ? [] : [words.fails(name, error)],
    ),
    ...(isolation === null ? [words.noWalls] : []),
    ...missing.map(([name]) => words.wallMissing(name)),
    ...queues.flatMap(({ name, error, oldestAt }) => {
      if (error !== null) return [words.fails(words.queueNames[name] ?? name, error)];
      const age = oldestAt === null ? 0 : Date.parse(timestamp) - Date.parse(oldestAt);
      return age > LONG_MS ? [words.waitsLong(words.queueNames[name] ?? name)] : [];
    }),
    ...(stuck.length === 0 ? [] : [words.stuckCount(stuck.length)]),
    ...(discoveryProblems === 0 ? [] : [texts.home.problems(discoveryProblems)]),
    ...dependencies.warnings,
  ];
}
