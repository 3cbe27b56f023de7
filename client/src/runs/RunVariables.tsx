import { Code, Stack, Title } from "@mantine/core";
import type { ExecutionRecord } from "../api/schema";
import * as texts from "../texts/texts";
import { JsonTree } from "../ui/JsonTree";

interface RunVariablesProps {
  record: Pick<ExecutionRecord, "traceback" | "variables">;
}

/** Where a run failed, and the variables there; administrators only get them. */
export function RunVariables({ record }: RunVariablesProps) {
  return (
    <Stack gap="sm">
      {record.traceback === null ? null : <Code block>{record.traceback}</Code>}
      {record.variables === null ? null : (
        <>
          <Title order={2} size="h3">
            {texts.runs.variables}
          </Title>
          <JsonTree value={record.variables} />
        </>
      )}
    </Stack>
  );
}
