import { Text } from "@mantine/core";
import type { AgentRunSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { RunDuration } from "../runs/RunDuration";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { StatusBadge } from "../ui/StatusBadge";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";

interface AgentRunTableProps {
  scope: Scope;
  runs: readonly AgentRunSummary[];
}

const words = texts.agentRuns;

/** Runs of agents; each leads to its steps. */
export function AgentRunTable({ scope, runs }: AgentRunTableProps) {
  return (
    <DataTable
      label={words.title}
      columns={columnsOf(scope)}
      rows={runs}
      keyOf={({ executionId }) => executionId}
    />
  );
}

function columnsOf(scope: Scope): readonly Column<AgentRunSummary>[] {
  return [
    {
      key: "agent",
      header: words.agent,
      isTitle: true,
      cell: ({ executionId, agentName, task }) => (
        <div>
          <TextLink
            to="/o/$organization/agent-runs/$runId"
            params={{ organization: scope, runId: executionId }}
            fw={500}
          >
            {agentName ?? words.unknownAgent}
          </TextLink>
          <Text size="sm" c="dimmed" lineClamp={1}>
            {task}
          </Text>
        </div>
      ),
    },
    {
      key: "status",
      header: words.status,
      cell: ({ status, errorType }) => (
        <>
          <StatusBadge status={status} />
          {errorType === null ? null : (
            <Text size="xs" c="dimmed">
              {errorType}
            </Text>
          )}
        </>
      ),
    },
    { key: "who", header: words.who, cell: (run) => run.executedByName || run.executedBy },
    { key: "when", header: words.when, cell: ({ createdAt }) => <TimeText at={createdAt} /> },
    {
      key: "duration",
      header: words.duration,
      isNumber: true,
      cell: (run) => <RunDuration run={run} />,
    },
  ];
}
