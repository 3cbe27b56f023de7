/** How lists of runs take what the stream tells of a run. */

import type { ExecutionPage, ExecutionSummary } from "../api/schema";
import { type RunsSearch, STATUS_GROUPS, TIME_PRESETS } from "./runsSearch";

const HOUR_MS = 3_600_000;
const FAILED: readonly string[] = STATUS_GROUPS.failed;

/** Whether a run belongs on the list with these filters, by the rule that the server has. */
export function fits(search: RunsSearch, run: ExecutionSummary, now: Date): boolean {
  const hours = search.time === undefined ? undefined : TIME_PRESETS[search.time];
  return (
    (search.workflow ?? run.workflowName) === run.workflowName &&
    (search.form === undefined || search.form === run.formId) &&
    (search.person === undefined || search.person === run.executedBy) &&
    hasStatus(search, run) &&
    hasError(search, run) &&
    (hours === undefined || Date.parse(run.createdAt) >= now.getTime() - hours * HOUR_MS)
  );
}

/** The pages of a list with this run as it is now: in its place, at the top, or taken out. */
export function pagesWith(
  pages: readonly ExecutionPage[],
  run: ExecutionSummary,
  belongs: boolean,
): readonly ExecutionPage[] {
  if (pages.some(({ executions }) => executions.some((each) => isSame(each, run)))) {
    return pages.map((page) => ({
      ...page,
      executions: page.executions.flatMap((each) =>
        isSame(each, run) ? (belongs ? [run] : []) : [each],
      ),
    }));
  }
  const at = belongs ? pages.findIndex((page) => isWithin(page, run)) : -1;
  return pages.map((page, index) =>
    index === at ? { ...page, executions: withRun(page.executions, run) } : page,
  );
}

/** The runs with this one in its place, newest first. */
export function withRun(
  runs: readonly ExecutionSummary[],
  run: ExecutionSummary,
): ExecutionSummary[] {
  const others = runs.filter((each) => !isSame(each, run));
  return [...others, run].toSorted((one, other) => (one.executionId < other.executionId ? 1 : -1));
}

/** Whether the place of the run, by its age, is on this page. */
function isWithin(page: ExecutionPage, run: ExecutionSummary): boolean {
  const oldest = page.executions.at(-1);
  const isLast = page.continuationToken === null || page.continuationToken === undefined;
  return isLast || (oldest !== undefined && oldest.executionId < run.executionId);
}

function isSame(one: ExecutionSummary, other: ExecutionSummary): boolean {
  return one.executionId === other.executionId;
}

function hasStatus({ status, error }: RunsSearch, run: ExecutionSummary): boolean {
  if (status === undefined || status.length === 0) {
    return error === undefined || FAILED.includes(run.status);
  }
  return status.some((group) => STATUS_GROUPS[group].some((each) => each === run.status));
}

function hasError({ error }: RunsSearch, run: ExecutionSummary): boolean {
  if (error === undefined) return true;
  return (run.errorMessage ?? "").toLowerCase().includes(error.toLowerCase());
}
