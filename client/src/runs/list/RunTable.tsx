import { Button, Text } from "@mantine/core";
import { useMemo } from "react";
import type { ExecutionSummary } from "../../api/schema";
import { ALL_SCOPE, type Scope } from "../../api/scope";
import { OrganizationName } from "../../organizations/OrganizationName";
import * as texts from "../../texts/texts";
import { DataTable } from "../../ui/DataTable";
import { StatusBadge } from "../../ui/StatusBadge";
import { shortId } from "../../ui/shortId";
import { TextLink } from "../../ui/TextLink";
import { TimeText } from "../../ui/TimeText";
import type { Column } from "../../ui/table";
import { RunDuration } from "../RunDuration";
import { runScope } from "../runScope";

interface RunTableProps {
  scope: Scope;
  runs: readonly ExecutionSummary[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onPeek: (run: ExecutionSummary) => void;
}

export function RunTable({ scope, runs, selected, onSelect, onPeek }: RunTableProps) {
  const columns = useMemo(() => columnsOf(scope, onPeek), [scope, onPeek]);
  const names = new Map(runs.map((run) => [run.executionId, run.workflowName]));
  return (
    <DataTable
      label={texts.runs.title}
      columns={columns}
      rows={runs}
      keyOf={({ executionId }) => executionId}
      selection={{
        selected,
        onChange: onSelect,
        labelOf: (id) => texts.runs.select(names.get(id) ?? id, shortId(id)),
      }}
    />
  );
}

function columnsOf(
  scope: Scope,
  onPeek: (run: ExecutionSummary) => void,
): readonly Column<ExecutionSummary>[] {
  const organization: Column<ExecutionSummary> = {
    key: "organization",
    header: texts.runs.organization,
    cell: ({ orgId }) => <OrganizationName id={orgId} />,
  };
  return [
    {
      key: "workflow",
      header: texts.runs.workflow,
      isTitle: true,
      cell: (run) => (
        <div>
          <TextLink
            to="/o/$organization/runs/$executionId"
            params={{
              organization: runScope(scope, run),
              executionId: run.executionId,
            }}
            fw={500}
          >
            {run.workflowName}
          </TextLink>
          {run.errorMessage === null ? null : (
            <Text size="sm" c="dimmed" lineClamp={1}>
              {run.errorMessage}
            </Text>
          )}
        </div>
      ),
    },
    {
      key: "status",
      header: texts.runs.status,
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    ...(scope === ALL_SCOPE ? [organization] : []),
    {
      key: "who",
      header: texts.runs.who,
      cell: (run) => run.executedByName || run.executedBy,
    },
    { key: "when", header: texts.runs.when, cell: ({ createdAt }) => <TimeText at={createdAt} /> },
    {
      key: "duration",
      header: texts.runs.duration,
      isNumber: true,
      cell: (run) => <RunDuration run={run} />,
    },
    {
      key: "peek",
      header: texts.runs.look,
      isAction: true,
      cell: (run) => (
        <Button
          size="compact-xs"
          aria-label={texts.runs.peekAt(run.workflowName)}
          onClick={() => onPeek(run)}
        >
          {texts.runs.peek}
        </Button>
      ),
    },
  ];
}
