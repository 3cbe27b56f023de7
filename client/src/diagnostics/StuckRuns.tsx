import { Text } from "@mantine/core";
import type { StuckRun } from "../api/schema";
import { scopeOf } from "../api/scope";
import { OrganizationName } from "../organizations/OrganizationName";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { StatusBadge } from "../ui/StatusBadge";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { RecoverButton } from "./RecoverButton";

interface StuckRunsProps {
  runs: readonly StuckRun[];
}

const words = texts.diagnostics;

const COLUMNS: readonly Column<StuckRun>[] = [
  {
    key: "workflow",
    header: words.workflow,
    isTitle: true,
    cell: ({ executionId, orgId, workflowName }) => (
      <TextLink
        to="/o/$organization/runs/$executionId"
        params={{ organization: scopeOf(orgId), executionId }}
        fw={500}
      >
        {workflowName}
      </TextLink>
    ),
  },
  {
    key: "organization",
    header: words.organization,
    cell: ({ orgId }) => <OrganizationName id={orgId} />,
  },
  { key: "status", header: words.status, cell: ({ status }) => <StatusBadge status={status} /> },
  {
    key: "started",
    header: words.started,
    cell: ({ startedAt }) =>
      startedAt === null ? <Text c="dimmed">{words.notStarted}</Text> : <TimeText at={startedAt} />,
  },
  {
    key: "actions",
    header: words.actions,
    isAction: true,
    cell: (run) => <RecoverButton run={run} />,
  },
];

/** Runs that nothing takes care of, of all organizations. */
export function StuckRuns({ runs }: StuckRunsProps) {
  if (runs.length === 0) return <Text c="dimmed">{words.noStuck}</Text>;
  return (
    <>
      <Text c="dimmed">{words.stuckSay}</Text>
      <DataTable
        label={words.stuck}
        columns={COLUMNS}
        rows={runs}
        keyOf={({ executionId }) => executionId}
      />
    </>
  );
}
