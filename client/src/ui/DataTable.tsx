import { Table, VisuallyHidden } from "@mantine/core";
import { DataRow } from "./DataRow";
import classes from "./DataTable.module.css";
import { SelectAll } from "./SelectAll";
import type { Column, Selection } from "./table";

interface DataTableProps<Row> {
  /** What the table lists, for those who do not see the page around it. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  selection?: Selection;
  /** Whether the rows are of a former question, while the answer of the new one is on its way. */
  isStale?: boolean;
}

/** A table; under 640 pixels each row is a card. It sorts nothing: the server knows all rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, selection, isStale = false } = props;
  const keys = rows.map(keyOf);

  return (
    <Table
      role="table"
      data-list
      aria-label={label}
      aria-busy={isStale}
      className={classes.table}
      highlightOnHover
    >
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          {selection === undefined ? null : <SelectAll keys={keys} selection={selection} />}
          {columns.map((column) => (
            <Table.Th
              key={column.key}
              role="columnheader"
              data-number={column.isNumber || undefined}
            >
              {column.isAction ? <VisuallyHidden>{column.header}</VisuallyHidden> : column.header}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {rows.map((row) => (
          <DataRow key={keyOf(row)} row={row} name={keyOf(row)} {...{ columns, selection }} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
