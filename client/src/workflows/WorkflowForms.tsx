import { Badge, Group, Text } from "@mantine/core";
import type { FormSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { useForms } from "../forms/useForms";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";

interface WorkflowFormsProps {
  scope: Scope;
  name: string;
}

const COLUMNS: readonly Column<FormSummary>[] = [
  {
    key: "name",
    header: texts.workflows.form,
    isTitle: true,
    cell: ({ id, name, description }) => (
      <div>
        <TextLink
          from="/o/$organization/workflows/$name"
          to="/o/$organization/forms/$formId"
          params={{ formId: id }}
          fw={500}
        >
          {name}
        </TextLink>
        <Text c="dimmed">{description}</Text>
      </div>
    ),
  },
  {
    key: "state",
    header: texts.workflows.state,
    cell: ({ isActive, problemCount }) => (
      <Group gap="xs">
        {isActive ? null : <Badge variant="default">{texts.forms.inactive}</Badge>}
        {problemCount === 0 ? null : (
          <Badge color="yellow">{texts.forms.withProblems(problemCount)}</Badge>
        )}
        {isActive && problemCount === 0 ? texts.workflows.inUse : null}
      </Group>
    ),
  },
];

/** The forms that start the workflow, as far as the user may see them. */
export function WorkflowForms({ scope, name }: WorkflowFormsProps) {
  const forms = useForms(scope);
  return (
    <Loaded query={forms} rows={3}>
      {(found) => {
        const own = found.filter(({ linkedWorkflow }) => linkedWorkflow === name);
        return own.length === 0 ? (
          <EmptyState title={texts.workflows.noForms} />
        ) : (
          <DataTable
            label={texts.workflows.tabs.forms}
            columns={COLUMNS}
            rows={own}
            keyOf={({ id }) => id}
          />
        );
      }}
    </Loaded>
  );
}
