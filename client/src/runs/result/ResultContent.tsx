import { Code, Text } from "@mantine/core";
import { memo } from "react";
import type { ExecutionRecord } from "../../api/schema";
import * as texts from "../../texts/texts";
import { HtmlFrame } from "../../ui/HtmlFrame";
import { ResultStructure } from "./ResultStructure";

type ResultContentProps = Pick<ExecutionRecord, "executionId" | "result" | "resultType">;

const LONGEST_TEXT = 200_000;

/**
 * A table or a tree, a text, or HTML in a frame without scripts. Drawn once: the page around it
 * changes with every line of the log.
 */
export const ResultContent = memo(function ResultContent(props: ResultContentProps) {
  const { result, resultType, executionId } = props;
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
  return <ResultStructure value={result} fileName={executionId} />;
});
