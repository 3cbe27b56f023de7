import { Text } from "@mantine/core";
import type { QueueState } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { StateBadge } from "./StateBadge";

interface QueueTableProps {
  queues: readonly QueueState[];
}

const words = texts.diagnostics;

const COLUMNS: readonly Column<QueueState>[] = [
  {
    key: "name",
    header: words.queue,
    isTitle: true,
    cell: ({ name }) => words.queueNames[name] ?? name,
  },
  {
    key: "messages",
    header: words.messages,
    isNumber: true,
    cell: ({ messages, error }) =>
      error === null ? messages : <StateBadge isWell={false} says={error} />,
  },
  {
    key: "oldest",
    header: words.oldest,
    cell: ({ oldestAt }) =>
      oldestAt === null ? (
        <Text span c="dimmed">
          {words.nothingWaits}
        </Text>
      ) : (
        <TimeText at={oldestAt} />
      ),
  },
];

/** How much waits in each queue, and since when. */
export function QueueTable({ queues }: QueueTableProps) {
  return (
    <DataTable label={words.queues} columns={COLUMNS} rows={queues} keyOf={({ name }) => name} />
  );
}
