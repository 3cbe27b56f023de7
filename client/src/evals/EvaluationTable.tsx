import type { EvalSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { absoluteTime } from "../ui/time";

interface EvaluationTableProps {
  scope: Scope;
  agentId: string;
  rows: readonly EvalSummary[];
}

const words = texts.evals;

/** Past evaluations with how many of their cases passed. */
export function EvaluationTable({ scope, agentId, rows }: EvaluationTableProps) {
  return (
    <DataTable
      label={words.past}
      columns={columnsOf(scope, agentId)}
      rows={rows}
      keyOf={({ batch }) => batch}
    />
  );
}

function columnsOf(scope: Scope, agentId: string): readonly Column<EvalSummary>[] {
  return [
    {
      key: "begun",
      header: words.begun,
      isTitle: true,
      cell: ({ startedAt }) => <TimeText at={startedAt} />,
    },
    { key: "rate", header: words.rate, cell: rateOf },
    { key: "version", header: words.version, isNumber: true, cell: ({ version }) => version },
    { key: "by", header: words.by, cell: ({ startedByName }) => startedByName },
    {
      key: "look",
      header: words.look,
      isAction: true,
      cell: ({ batch, startedAt }) => (
        <TextLink
          to="/o/$organization/agents/$agentId/evals"
          params={{ organization: scope, agentId }}
          search={{ batch }}
          aria-label={words.lookAt(absoluteTime(new Date(startedAt)))}
        >
          {words.look}
        </TextLink>
      ),
    },
  ];
}

function rateOf({ passed, running = 0, cases }: EvalSummary): string {
  return running > 0 ? words.runningOf(running, cases) : words.rateOf(passed, cases);
}
