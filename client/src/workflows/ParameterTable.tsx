import { Badge, Code, Group } from "@mantine/core";
import type { ParameterView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import type { Column } from "../ui/table";

interface ParameterTableProps {
  parameters: readonly ParameterView[];
}

const COLUMNS: readonly Column<ParameterView>[] = [
  {
    key: "name",
    header: texts.workflows.name,
    isTitle: true,
    cell: ({ name, required, secret }) => (
      <Group gap="xs">
        <Code>{name}</Code>
        {required ? <Badge color="gray">{texts.workflows.required}</Badge> : null}
        {secret ? <Badge color="yellow">{texts.workflows.secret}</Badge> : null}
      </Group>
    ),
  },
  { key: "type", header: texts.workflows.type, cell: ({ type }) => texts.workflows.types[type] },
  {
    key: "default",
    header: texts.workflows.default,
    cell: ({ defaultValue }) =>
      defaultValue === null || defaultValue === undefined ? null : (
        <Code>{JSON.stringify(defaultValue)}</Code>
      ),
  },
  {
    key: "choices",
    header: texts.workflows.choices,
    cell: ({ options, dataProvider }) =>
      dataProvider ?? options?.map(({ label }) => label).join(", "),
  },
  {
    key: "description",
    header: texts.workflows.description,
    cell: ({ description, helpText }) => description ?? helpText,
  },
];

/** The parameters of a workflow; a column that would be empty is left out. */
export function ParameterTable({ parameters }: ParameterTableProps) {
  const columns = COLUMNS.filter(({ cell }) => parameters.some((one) => cell(one)));
  return (
    <DataTable
      label={texts.workflows.parameters}
      columns={columns}
      rows={parameters}
      keyOf={({ name }) => name}
    />
  );
}
