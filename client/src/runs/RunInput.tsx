import { Stack, Text } from "@mantine/core";
import type { ExecutionRecord } from "../api/schema";
import * as texts from "../texts/texts";
import { JsonTree } from "../ui/JsonTree";

interface RunInputProps {
  record: Pick<ExecutionRecord, "inputData" | "withheld">;
}

/** What a run was started with; secrets are not kept. */
export function RunInput({ record }: RunInputProps) {
  return (
    <Stack gap="xs">
      {record.withheld.length === 0 ? null : (
        <Text c="dimmed">{texts.runs.withheld(record.withheld)}</Text>
      )}
      <JsonTree value={record.inputData ?? {}} />
    </Stack>
  );
}
