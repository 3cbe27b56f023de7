import { Stack, Title } from "@mantine/core";
import type { ExecutionSummary } from "../../api/schema";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { DataTable } from "../../ui/DataTable";
import { StatusBadge } from "../../ui/StatusBadge";
import { TextLink } from "../../ui/TextLink";
import { TimeText } from "../../ui/TimeText";
import type { Column } from "../../ui/table";
import { RunDuration } from "../RunDuration";

interface RelatedGroupProps {
  scope: Scope;
  title: string;
  runs: readonly ExecutionSummary[];
}

/** Runs that are the same thing to a run, such as its children. */
export function RelatedGroup({ scope, title, runs }: RelatedGroupProps) {
  const columns: readonly Column<ExecutionSummary>[] = [
    {
      key: "workflow",
      header: texts.runs.workflow,
      isTitle: true,
      cell: ({ executionId, workflowName }) => (
        <TextLink
          to="/o/$organization/runs/$executionId"
          params={{ organization: scope, executionId }}
        >
          {workflowName}
        </TextLink>
      ),
    },
    {
      key: "status",
      header: texts.runs.status,
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    { key: "when", header: texts.runs.when, cell: ({ createdAt }) => <TimeText at={createdAt} /> },
    {
      key: "duration",
      header: texts.runs.duration,
      isNumber: true,
      cell: (run) => <RunDuration run={run} />,
    },
  ];
  return (
    <Stack gap="xs">
      <Title order={2} size="h3">
        {title}
      </Title>
      <DataTable
        label={title}
        columns={columns}
        rows={runs}
        keyOf={({ executionId }) => executionId}
      />
    </Stack>
  );
}
