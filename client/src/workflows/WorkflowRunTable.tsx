import { Text } from "@mantine/core";
import type { ExecutionSummary } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { StatusBadge } from "../ui/StatusBadge";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { durationText } from "../ui/time";

interface WorkflowRunTableProps {
  runs: readonly ExecutionSummary[];
}

const COLUMNS: readonly Column<ExecutionSummary>[] = [
  {
    key: "started",
    header: texts.workflows.started,
    isTitle: true,
    cell: ({ executionId, createdAt }) => (
      <TextLink
        from="/o/$organization/workflows/$name"
        to="/o/$organization/runs/$executionId"
        params={{ executionId }}
      >
        <TimeText at={createdAt} />
      </TextLink>
    ),
  },
  {
    key: "status",
    header: texts.workflows.status,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  { key: "by", header: texts.workflows.startedBy, cell: ({ executedByName }) => executedByName },
  {
    key: "duration",
    header: texts.workflows.duration,
    isNumber: true,
    cell: ({ durationMs }) => (durationMs === null ? null : durationText(durationMs)),
  },
  {
    key: "error",
    header: texts.workflows.error,
    cell: ({ errorMessage }) => (
      <Text c="dimmed" lineClamp={1}>
        {errorMessage}
      </Text>
    ),
  },
];

export function WorkflowRunTable({ runs }: WorkflowRunTableProps) {
  return (
    <DataTable
      label={texts.workflows.tabs.runs}
      columns={COLUMNS}
      rows={runs}
      keyOf={({ executionId }) => executionId}
    />
  );
}
