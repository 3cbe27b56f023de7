import { Text } from "@mantine/core";
import type { ExecutionSummary } from "../api/schema";
import { ALL_SCOPE, type Scope, scopeOf } from "../api/scope";
import { OrganizationName } from "../organizations/OrganizationName";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { shortId } from "../ui/shortId";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { DeadLetterActions } from "./DeadLetterActions";

interface DeadLetterTableProps {
  scope: Scope;
  letters: readonly ExecutionSummary[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onDone: () => Promise<void>;
}

const words = texts.deadLetters;

export function DeadLetterTable(props: DeadLetterTableProps) {
  const { scope, letters, selected, onSelect, onDone } = props;
  const names = new Map(letters.map((one) => [one.executionId, one.workflowName]));
  const organization: Column<ExecutionSummary> = {
    key: "organization",
    header: words.organization,
    cell: ({ orgId }) => <OrganizationName id={orgId} />,
  };
  const columns: readonly Column<ExecutionSummary>[] = [
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
    ...(scope === ALL_SCOPE ? [organization] : []),
    {
      key: "error",
      header: words.error,
      cell: ({ errorMessage }) => <Text lineClamp={2}>{errorMessage}</Text>,
    },
    { key: "when", header: words.when, cell: ({ createdAt }) => <TimeText at={createdAt} /> },
    {
      key: "actions",
      header: words.actions,
      isAction: true,
      cell: (letter) => <DeadLetterActions letter={letter} onDone={onDone} />,
    },
  ];
  return (
    <DataTable
      label={words.title}
      columns={columns}
      rows={letters}
      keyOf={({ executionId }) => executionId}
      selection={{
        selected,
        onChange: onSelect,
        labelOf: (id) => words.select(names.get(id) ?? id, shortId(id)),
      }}
    />
  );
}
