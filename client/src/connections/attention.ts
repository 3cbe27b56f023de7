import type { ConnectionStatus } from "../api/schema";

interface Faring {
  status: ConnectionStatus;
  status_message: string | null;
}

/** Whether the token still works, but could not be refreshed. */
export function isFailing({ status, status_message }: Faring): boolean {
  return status === "completed" && status_message !== null;
}

/** Whether an administrator has to look at it. */
export function needsAttention(connection: Faring): boolean {
  return connection.status !== "completed" || isFailing(connection);
}
