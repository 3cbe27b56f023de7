import { SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";
import * as texts from "../../texts/texts";
import { JsonTree } from "../../ui/JsonTree";
import { ResultTable } from "./ResultTable";
import { rowsOf } from "./rowsOf";

interface ResultStructureProps {
  value: unknown;
  fileName: string;
}

/** A list of objects is a table at first; everything else is a tree. */
export function ResultStructure({ value, fileName }: ResultStructureProps) {
  const table = rowsOf(value);
  const [view, setView] = useState<string>("table");
  if (table === undefined) return <JsonTree value={value} />;
  return (
    <Stack gap="xs">
      <SegmentedControl
        style={{ alignSelf: "flex-start" }}
        size="xs"
        aria-label={texts.runs.view}
        value={view}
        onChange={setView}
        data={[
          { value: "table", label: texts.runs.asTable },
          { value: "tree", label: texts.runs.asTree },
        ]}
      />
      {view === "table" ? (
        <ResultTable table={table} fileName={fileName} />
      ) : (
        <JsonTree value={value} />
      )}
    </Stack>
  );
}
