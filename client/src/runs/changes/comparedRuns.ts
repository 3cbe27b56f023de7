/** What is different between a run that failed and the last one that succeeded. */

import type { AuditEntry, ExecutionRecord } from "../../api/schema";

type Inputs = ExecutionRecord["inputData"];

export interface InputChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The parameters with another value; undefined stands for one that was not given. */
export function changedInputs(before: Inputs, after: Inputs): InputChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({ name, before: before[name], after: after[name] }));
}

/** Changes that can make a run fail: of code, settings, secrets, connections, roles and forms. */
const KINDS = [
  "file.",
  "packages.",
  "config.",
  "secret.",
  "connection.",
  "oauth.",
  "role.",
  "form.",
];

/** The entries of the audit log that can be the cause, newest first; of each operation its outcome. */
export function likelyCauses(entries: readonly AuditEntry[]): AuditEntry[] {
  const causes = entries.filter(
    ({ operation, phase, outcome }) =>
      phase !== "intent" &&
      (outcome === null || outcome === "succeeded") &&
      KINDS.some((kind) => operation.startsWith(kind)),
  );
  return causes.sort((one, other) => other.at.localeCompare(one.at));
}
