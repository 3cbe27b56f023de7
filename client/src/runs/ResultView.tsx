import { Stack, Title } from "@mantine/core";
import type { ExecutionRecord } from "../api/schema";
import * as texts from "../texts/texts";
import { ResultContent } from "./result/ResultContent";

interface ResultViewProps {
  record: Pick<ExecutionRecord, "executionId" | "result" | "resultType">;
}

/** What a run returned. */
export function ResultView({ record }: ResultViewProps) {
  return (
    <Stack gap="xs" component="section" aria-label={texts.runs.result}>
      <Title order={3}>{texts.runs.result}</Title>
      <ResultContent {...record} />
    </Stack>
  );
}
