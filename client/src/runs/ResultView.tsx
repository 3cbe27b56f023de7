import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ExecutionRecord } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { LargeResult } from "./result/LargeResult";
import { ResultContent } from "./result/ResultContent";
import { partQuery } from "./runQuery";
import { hasEnded } from "./statuses";

interface ResultViewProps {
  scope: Scope;
  run: Pick<ExecutionRecord, "executionId" | "resultBytes" | "status">;
  /** The level of its title among the titles around it. */
  order?: 2 | 3;
}

/** A larger result is not asked for as a whole: a page would stand still while it reads it. */
const MOST_BYTES = 1_000_000;

/** What a run returned. */
export function ResultView({ scope, run, order = 3 }: ResultViewProps) {
  const isLarge = (run.resultBytes ?? 0) > MOST_BYTES;
  const isThere = hasEnded(run.status);
  const record = useQuery({
    ...partQuery(scope, run.executionId, "result"),
    enabled: isThere && !isLarge,
  });
  return (
    <Stack gap="xs" component="section" aria-label={texts.runs.result}>
      <Title order={order} size="h3">
        {texts.runs.result}
      </Title>
      {!isThere ? (
        <Text c="dimmed">{texts.runs.noResultYet}</Text>
      ) : isLarge ? (
        <LargeResult scope={scope} executionId={run.executionId} bytes={run.resultBytes ?? 0} />
      ) : (
        <Loaded query={record} rows={3} height={22}>
          {({ result, resultType, executionId }) => (
            <ResultContent result={result} resultType={resultType} executionId={executionId} />
          )}
        </Loaded>
      )}
    </Stack>
  );
}
