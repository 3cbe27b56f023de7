import { Stack, Text } from "@mantine/core";
import type { PastAttempt } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { StatusBadge } from "../ui/StatusBadge";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { durationText } from "../ui/time";

interface AttemptListProps {
  attempts: readonly PastAttempt[];
}

const COLUMNS: readonly Column<PastAttempt>[] = [
  {
    key: "number",
    header: texts.runs.number,
    isTitle: true,
    cell: ({ number }) => texts.runs.attempt(number),
  },
  {
    key: "status",
    header: texts.runs.status,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  { key: "began", header: texts.runs.when, cell: ({ startedAt }) => <TimeText at={startedAt} /> },
  {
    key: "took",
    header: texts.runs.duration,
    isNumber: true,
    cell: ({ startedAt, endedAt }) => durationText(Date.parse(endedAt) - Date.parse(startedAt)),
  },
  {
    key: "reason",
    header: texts.runs.reason,
    cell: ({ status, errorMessage, errorType }) =>
      status === "Success" ? null : (errorMessage ?? errorType ?? texts.runs.failedWithoutReason),
  },
];

/** The attempts of one run that are over, and why each ended. */
export function AttemptList({ attempts }: AttemptListProps) {
  return (
    <Stack gap="xs">
      <Text c="dimmed">{texts.runs.attemptsSay}</Text>
      <DataTable
        label={texts.runs.attempts}
        columns={COLUMNS}
        rows={attempts}
        keyOf={({ id }) => id}
      />
    </Stack>
  );
}
