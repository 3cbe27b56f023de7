export const runs = {
  title: "Runs",
  says: "Everything that ran in this organization, newest first.",
  statuses: {
    Scheduled: "Scheduled",
    Pending: "Waiting",
    Running: "Running",
    Cancelling: "Cancelling",
    Success: "Succeeded",
    CompletedWithErrors: "Finished with errors",
    Failed: "Failed",
    Timeout: "Timed out",
    Cancelled: "Cancelled",
  },
};
