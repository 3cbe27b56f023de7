import { Badge } from "@mantine/core";
import type { ConnectionStatus } from "../api/schema";
import * as texts from "../texts/texts";
import { isFailing } from "./attention";

interface ConnectionBadgeProps {
  connection: { status: ConnectionStatus; status_message: string | null };
}

const COLOURS: Record<ConnectionStatus, string> = {
  not_connected: "gray",
  waiting_callback: "blue",
  completed: "green",
  failed: "red",
  expired: "red",
};

/** How a connection fares, in a word. */
export function ConnectionBadge({ connection }: ConnectionBadgeProps) {
  if (isFailing(connection)) {
    return <Badge color="yellow">{texts.connections.refreshFails}</Badge>;
  }
  const { status } = connection;
  return <Badge color={COLOURS[status]}>{texts.connections.statuses[status]}</Badge>;
}
