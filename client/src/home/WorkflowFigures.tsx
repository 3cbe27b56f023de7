import type { MetricsRow } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { TextLink } from "../ui/TextLink";
import { durationText } from "../ui/time";

interface WorkflowFiguresProps {
  scope: Scope;
  rows: readonly MetricsRow[];
}

/** The runs of each workflow, those with failures first; each number leads to the runs it counts. */
export function WorkflowFigures({ scope, rows }: WorkflowFiguresProps) {
  if (rows.length === 0)
    return <EmptyState title={texts.home.nothingRan} says={texts.home.nothingRanSays} />;
  const sorted = [...rows].sort((a, b) => flawed(b) - flawed(a) || b.total - a.total);
  return (
    <DataTable
      label={texts.home.workflows}
      rows={sorted}
      keyOf={({ key }) => key}
      columns={[
        {
          key: "workflow",
          header: texts.home.workflow,
          isTitle: true,
          cell: ({ key }) => (
            <TextLink
              to="/o/$organization/workflows/$name"
              params={{ organization: scope, name: key }}
              fw={500}
            >
              {key}
            </TextLink>
          ),
        },
        {
          key: "runs",
          header: texts.home.runs,
          isNumber: true,
          cell: ({ key, total }) => (
            <TextLink
              to="/o/$organization/runs"
              params={{ organization: scope }}
              search={{ workflow: key }}
            >
              {total}
            </TextLink>
          ),
        },
        {
          key: "failed",
          header: texts.home.failed,
          isNumber: true,
          cell: (row) => (
            <TextLink
              to="/o/$organization/runs"
              params={{ organization: scope }}
              search={{ workflow: row.key, status: ["failed"] }}
            >
              {flawed(row)}
            </TextLink>
          ),
        },
        {
          key: "half",
          header: texts.home.half,
          isNumber: true,
          cell: ({ p50Ms }) => (p50Ms === null ? null : durationText(p50Ms)),
        },
        {
          key: "most",
          header: texts.home.most,
          isNumber: true,
          cell: ({ p95Ms }) => (p95Ms === null ? null : durationText(p95Ms)),
        },
      ]}
    />
  );
}

function flawed({ failed, timedOut }: MetricsRow): number {
  return failed + timedOut;
}
