/** Follows a run: its status and its lines as they come, in the short answers of the API. */

import { answerOf, inScope } from "../api/client";
import { parseEvents } from "../api/events";
import { visible, pause as wait } from "../api/pace";
import { ApiProblem } from "../api/problems";
import type { ExecutionLog, ExecutionSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { mapInSlices } from "../api/slices";

export interface RunNews {
  readonly summary?: ExecutionSummary;
  readonly lines: readonly ExecutionLog[];
  /** Whether the run has ended, and everything of it was told. */
  readonly isOver: boolean;
}

const FAILED = Symbol("failed");
const PAUSE_MS = 300;
/** A run that never stops talking is asked about 35 times a minute, after a quick beginning. */
const QUICK = 5;
const SPACING_MS = 1700;
const LONGEST_PAUSE_MS = 10_000;

/** Tells the news of a run until it has ended. Waits while the tab is hidden; rejects for good. */
export async function followRun(
  scope: Scope,
  executionId: string,
  tell: (news: RunNews) => void,
  signal: AbortSignal,
): Promise<void> {
  let last: string | undefined;
  let failures = 0;
  let answers = 0;
  while (!signal.aborted) {
    await visible(signal);
    const asked = Date.now();
    const text = await eventsAfter(scope, executionId, last, signal).catch(passing);
    const news = await newsIn(text);
    if (signal.aborted) return;
    if (text === undefined) return tell({ lines: [], isOver: true });
    failures = text === FAILED ? failures + 1 : 0;
    last = news.last ?? last;
    if (news.last !== undefined) tell({ ...news, isOver: false });
    answers += 1;
    const pause = pauseAfter(failures, answers, Date.now() - asked);
    await wait(pause, signal);
  }
}

/** Milliseconds until the next question; the last one took `took`. */
function pauseAfter(failures: number, answers: number, took: number): number {
  const spacing = answers < QUICK ? 0 : SPACING_MS - took;
  return Math.max(spacing, Math.min(PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
}

/** A fault that may pass is no end of the run: it is asked for again. */
function passing(error: unknown): typeof FAILED {
  if (error instanceof ApiProblem && mayPass(error)) return FAILED;
  throw error;
}

/** The next events as text; undefined once there are no more. */
async function eventsAfter(
  scope: Scope,
  executionId: string,
  last: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { body, response } = await answerOf(
    inScope(scope).GET("/api/executions/{execution_id}/events", {
      params: {
        path: { execution_id: executionId },
        header: last === undefined ? {} : { "Last-Event-ID": last },
      },
      parseAs: "text",
      signal,
    }),
  );
  return response.status === 204 ? undefined : String(body ?? "");
}

async function newsIn(text: string | typeof FAILED | undefined): Promise<{
  summary?: ExecutionSummary;
  lines: ExecutionLog[];
  last?: string;
}> {
  const events = await parseEvents(typeof text === "string" ? text : "");
  const logs = events.filter(({ event }) => event === "log");
  const lines = await mapInSlices(logs, ({ data }) => read<ExecutionLog>(data));
  const status = events.findLast(({ event }) => event === "status");
  const last = events.findLast(({ id }) => id !== undefined)?.id;
  return {
    lines,
    ...(status === undefined ? {} : { summary: read<ExecutionSummary>(status.data) }),
    ...(last === undefined ? {} : { last }),
  };
}

/** The data of an event, whose shape the API promises. */
function read<T>(data: string): T {
  return JSON.parse(data) as T;
}

function mayPass({ status }: ApiProblem): boolean {
  return status === 0 || status === 429 || status >= 500;
}
