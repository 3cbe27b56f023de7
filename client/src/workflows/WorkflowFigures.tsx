import { Group, Progress, Text } from "@mantine/core";
import type { ExecutionSummary } from "../api/schema";
import * as texts from "../texts/texts";
import { durationText } from "../ui/time";
import { runFigures } from "./runFigures";

interface WorkflowFiguresProps {
  runs: readonly ExecutionSummary[];
}

/** How many of the newest runs succeeded, and how long these took. */
export function WorkflowFigures({ runs }: WorkflowFiguresProps) {
  const { ended, succeeded, medianMs } = runFigures(runs);
  if (ended === 0) return null;
  const share = Math.round((succeeded / ended) * 100);
  return (
    <Group gap="md" mb="md">
      <Text fw={600}>{texts.workflows.succeeded(succeeded, ended, share)}</Text>
      <Progress
        value={share}
        color={share === 100 ? "green" : "yellow"}
        w={160}
        aria-label={texts.workflows.successRate}
      />
      {medianMs === undefined ? null : (
        <Text c="dimmed">{texts.workflows.median(durationText(medianMs))}</Text>
      )}
    </Group>
  );
}
