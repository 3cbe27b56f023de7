import { Stack, Text } from "@mantine/core";
import type { ConnectionStatus } from "../api/schema";
import * as texts from "../texts/texts";
import { isNothingToDo } from "./attention";
import { ConnectionBadge } from "./ConnectionBadge";

interface ConnectionFaringProps {
  connection: { status: ConnectionStatus; status_message: string | null; what_to_do: string };
  /** What was refused just now, which says more than the status. */
  fault?: string | undefined;
}

/** How a connection fares, why, and what there is to do about it. */
export function ConnectionFaring({ connection, fault }: ConnectionFaringProps) {
  const why = fault ?? connection.status_message;
  return (
    <Stack gap={2}>
      <ConnectionBadge connection={connection} />
      {why === null ? null : <Text size="sm">{why}</Text>}
      {isNothingToDo(connection) ? null : (
        <Text size="sm" c="dimmed">
          {texts.connections.toDo(connection.what_to_do)}
        </Text>
      )}
    </Stack>
  );
}
