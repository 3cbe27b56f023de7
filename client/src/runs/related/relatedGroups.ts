import type { ExecutionRecord, ExecutionSummary } from "../../api/schema";
import * as texts from "../../texts/texts";

type Origin = Pick<ExecutionRecord, "parentExecutionId" | "rerunOf">;

interface Related {
  readonly earlier: readonly ExecutionSummary[];
  readonly children: readonly ExecutionSummary[];
  readonly reruns: readonly ExecutionSummary[];
}

export interface RelatedGroup {
  readonly title: string;
  readonly runs: readonly ExecutionSummary[];
}

/** The runs that a run came from. */
export function idsBefore({ parentExecutionId, rerunOf }: Origin): string[] {
  return [...new Set([parentExecutionId, rerunOf].filter((id) => id !== null))];
}

/** The related runs by what they are to the run; only groups with runs. */
export function groupsOf(
  { parentExecutionId, rerunOf }: Origin,
  { earlier, children, reruns }: Related,
): RelatedGroup[] {
  const withId = (id: string | null) => earlier.filter((one) => one.executionId === id);
  return [
    { title: texts.runs.parent, runs: withId(parentExecutionId) },
    { title: texts.runs.original, runs: withId(rerunOf) },
    { title: texts.runs.children, runs: children },
    { title: texts.runs.reruns, runs: reruns },
  ].filter(({ runs }) => runs.length > 0);
}
