import { Checkbox, Table } from "@mantine/core";
import classes from "./DataTable.module.css";
import type { Column, Selection } from "./table";

interface DataRowProps<Row> {
  name: string;
  row: Row;
  columns: readonly Column<Row>[];
  selection: Selection | undefined;
}

export function DataRow<Row>({ name, row, columns, selection }: DataRowProps<Row>) {
  function select() {
    const selected = new Set(selection?.selected);
    if (!selected.delete(name)) selected.add(name);
    selection?.onChange(selected);
  }

  return (
    <Table.Tr role="row" data-row>
      {selection === undefined ? null : (
        <Table.Td role="cell" className={classes.check}>
          <Checkbox
            size="xs"
            aria-label={selection.labelOf(name)}
            checked={selection.selected.has(name)}
            onChange={select}
          />
        </Table.Td>
      )}
      {columns.map((column) => (
        <Table.Td
          key={column.key}
          role="cell"
          data-label={column.header}
          data-title={column.isTitle || undefined}
          data-number={column.isNumber || undefined}
          data-action={column.isAction || undefined}
        >
          {column.cell(row)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
