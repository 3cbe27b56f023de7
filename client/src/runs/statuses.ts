import type { Status } from "../api/schema";

const ENDED: ReadonlySet<Status> = new Set([
  "Success",
  "CompletedWithErrors",
  "Failed",
  "Timeout",
  "Cancelled",
]);

export function hasEnded(status: Status): boolean {
  return ENDED.has(status);
}

export function hasFailed(status: Status): boolean {
  return status === "Failed" || status === "Timeout";
}
