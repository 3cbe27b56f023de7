import { Button, Group, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { useMemo, useState } from "react";
import * as texts from "../../texts/texts";
import { csvOf } from "../../ui/csv";
import { download } from "../../ui/download";
import { FilterInput } from "../../ui/FilterInput";
import classes from "./ResultTable.module.css";
import { arranged, cellText, type ResultRows } from "./rowsOf";
import { SortArrow } from "./SortArrow";

interface ResultTableProps {
  table: ResultRows;
  fileName: string;
}

const STEP = 100;

/**
 * A list of objects: sorted by a click on a column, filtered, and saved as CSV. Its cells are plain
 * elements, of which there may be thousands.
 */
export function ResultTable({ table, fileName }: ResultTableProps) {
  const [filter, setFilter] = useState("");
  const [sort, setSort] = useState<{ column: string; isDown: boolean }>();
  const [shown, setShown] = useState(STEP);
  const rows = useMemo(() => arranged(table, filter, sort), [table, filter, sort]);

  function save() {
    const cells = rows.map((row) => table.columns.map((column) => row[column]));
    download(`${fileName}.csv`, csvOf(table.columns, cells), "text/csv");
  }

  return (
    <Stack gap="xs">
      <Group gap="xs">
        <FilterInput label={texts.runs.filterRows} value={filter} onChange={setFilter} />
        <Button size="xs" onClick={save}>
          {texts.runs.saveCsv}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {texts.runs.rowCount(rows.length)}
        </Text>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard */}
      <section className={classes.scroller} tabIndex={0} aria-label={texts.runs.resultTable}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              {table.columns.map((column) => (
                <Table.Th
                  key={column}
                  aria-sort={sort?.column === column ? direction(sort.isDown) : "none"}
                >
                  <UnstyledButton
                    className={classes.sort}
                    onClick={() =>
                      setSort({ column, isDown: sort?.column === column && !sort.isDown })
                    }
                  >
                    {column}
                    {sort?.column === column ? <SortArrow isDown={sort.isDown} /> : null}
                  </UnstyledButton>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, shown).map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a result have no key
              <tr key={place} className={classes.row}>
                {table.columns.map((column) => (
                  <td key={column} className={classes.cell}>
                    {cellText(row[column])}
                  </td>
                ))}
              </tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {rows.length > shown ? (
        <Button size="xs" onClick={() => setShown(shown + STEP)}>
          {texts.common.showMore(rows.length - shown)}
        </Button>
      ) : null}
    </Stack>
  );
}

function direction(isDown: boolean): "descending" | "ascending" {
  return isDown ? "descending" : "ascending";
}
