import { Text } from "@mantine/core";
import * as texts from "../texts/texts";
import type { Difference } from "./conflicts";
import { DataTable } from "./DataTable";
import classes from "./SideBySide.module.css";
import type { Column } from "./table";

interface SideBySideProps {
  differences: readonly Difference[];
}

const COLUMNS: readonly Column<Difference>[] = [
  { key: "label", header: texts.edits.field, isTitle: true, cell: ({ label }) => label },
  { key: "theirs", header: texts.edits.theirs, cell: ({ theirs }) => shown(theirs) },
  { key: "mine", header: texts.edits.mine, cell: ({ mine }) => shown(mine) },
];

/** Two versions of a thing, one line for each difference. */
export function SideBySide({ differences }: SideBySideProps) {
  return (
    <DataTable
      label={texts.edits.conflict}
      columns={COLUMNS}
      rows={differences}
      keyOf={({ label }) => label}
    />
  );
}

function shown(text: string) {
  if (text === "") return <Text c="dimmed">{texts.common.none}</Text>;
  return <Text className={classes.text}>{text}</Text>;
}
