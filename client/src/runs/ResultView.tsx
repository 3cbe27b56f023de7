import { Code, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { ExecutionRecord } from "../api/schema";
import { texts } from "../texts/texts";
import { HtmlFrame } from "../ui/HtmlFrame";
import { JsonTree } from "../ui/JsonTree";
import { ResultTable } from "./result/ResultTable";
import { rowsOf } from "./result/rowsOf";

interface ResultViewProps {
  record: Pick<ExecutionRecord, "executionId" | "result" | "resultType">;
}

const LONGEST_TEXT = 200_000;

/** What a run returned: a table or a tree, a text, or HTML in a frame without scripts. */
export function ResultView({ record }: ResultViewProps) {
  return (
    <Stack gap="xs" component="section" aria-label={texts.runs.result}>
      <Title order={3}>{texts.runs.result}</Title>
      <Result record={record} />
    </Stack>
  );
}

function Result({ record }: ResultViewProps) {
  const { result, resultType, executionId } = record;
  if (result === null || result === undefined) {
    return <Text c="dimmed">{texts.runs.noResult}</Text>;
  }
  if (resultType === "html" && typeof result === "string") {
    return <HtmlFrame html={result} title={texts.runs.result} />;
  }
  if (typeof result === "string") {
    const isCut = result.length > LONGEST_TEXT;
    return <Code block>{isCut ? `${result.slice(0, LONGEST_TEXT)}…` : result}</Code>;
  }
  return <Structure value={result} fileName={executionId} />;
}

interface StructureProps {
  value: unknown;
  fileName: string;
}

/** A list of objects is a table at first; everything else is a tree. */
function Structure({ value, fileName }: StructureProps) {
  const table = rowsOf(value);
  const [view, setView] = useState<string>("table");
  if (table === undefined) return <JsonTree value={value} />;
  return (
    <Stack gap="xs">
      <SegmentedControl
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
