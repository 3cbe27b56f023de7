import type { Status } from "../../api/schema";

/** What each status of a run is called; apart from the other texts of runs, as each page shows it. */
export const statuses: Record<Status, string> = {
  Scheduled: "Scheduled",
  Pending: "Waiting",
  Running: "Running",
  Cancelling: "Cancelling",
  Success: "Succeeded",
  CompletedWithErrors: "Finished with errors",
  Failed: "Failed",
  Timeout: "Timed out",
  Cancelled: "Cancelled",
};
