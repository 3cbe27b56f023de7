import { Badge } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { EvalScore } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { dollarText } from "../ui/dollars";
import { Loaded } from "../ui/Loaded";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";
import { EvalChecks } from "./EvalChecks";
import { evaluationQuery } from "./evalQueries";

interface EvalCasesProps {
  scope: Scope;
  agentId: string;
  batch: string;
}

const words = texts.evals;
const COLOURS = { running: "blue", passed: "green", failed: "red" } as const;

/** The cases of one evaluation: how each ended, and what did not hold. */
export function EvalCases({ scope, agentId, batch }: EvalCasesProps) {
  const report = useQuery(evaluationQuery(scope, agentId, batch));
  return (
    <Loaded query={report}>
      {({ scores }) => (
        <DataTable
          label={words.cases}
          columns={columnsOf(scope)}
          rows={scores}
          keyOf={({ executionId }) => executionId}
        />
      )}
    </Loaded>
  );
}

function columnsOf(scope: Scope): readonly Column<EvalScore>[] {
  return [
    { key: "name", header: words.one, isTitle: true, cell: ({ name }) => name },
    {
      key: "status",
      header: words.rate,
      cell: ({ status }) => <Badge color={COLOURS[status]}>{words.status[status]}</Badge>,
    },
    {
      key: "checks",
      header: words.checks,
      cell: ({ checks }) => <EvalChecks checks={checks ?? []} />,
    },
    { key: "steps", header: words.steps, isNumber: true, cell: ({ steps }) => steps ?? 0 },
    {
      key: "cost",
      header: words.cost,
      isNumber: true,
      cell: ({ dollars }) => dollarText(dollars ?? 0),
    },
    {
      key: "run",
      header: words.run,
      isAction: true,
      cell: ({ executionId, name }) => (
        <TextLink
          to="/o/$organization/agent-runs/$runId"
          params={{ organization: scope, runId: executionId }}
          aria-label={words.runOf(name)}
        >
          {words.run}
        </TextLink>
      ),
    },
  ];
}
