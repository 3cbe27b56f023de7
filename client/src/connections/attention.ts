import type { ConnectionStatus } from "../api/schema";

interface Faring {
  status: ConnectionStatus;
  status_message: string | null;
}

/** Whether the token still works, but could not be refreshed. */
export function isFailing({ status, status_message }: Faring): boolean {
  return status === "completed" && status_message !== null;
}

/** Whether the server has no advice: it says so in a word. */
export function isNothingToDo({ what_to_do: advice }: { what_to_do: string }): boolean {
  return advice === "Nothing.";
}

/** Whether an administrator has to look at it. */
export function needsAttention(connection: Faring): boolean {
  return connection.status !== "completed" || isFailing(connection);
}
