import { Checkbox, Table } from "@mantine/core";
import * as texts from "../texts/texts";
import classes from "./DataTable.module.css";
import type { Selection } from "./table";

interface SelectAllProps {
  keys: readonly string[];
  selection: Selection;
}

/** The checkbox in a table's head, which selects every row that is shown. */
export function SelectAll({ keys, selection }: SelectAllProps) {
  const { selected, onChange } = selection;
  const every = keys.length > 0 && keys.every((key) => selected.has(key));
  return (
    <Table.Th role="columnheader" className={classes.check}>
      <Checkbox
        size="xs"
        aria-label={texts.common.selectAll}
        checked={every}
        indeterminate={!every && selected.size > 0}
        onChange={() => onChange(new Set(every ? [] : keys))}
      />
    </Table.Th>
  );
}
