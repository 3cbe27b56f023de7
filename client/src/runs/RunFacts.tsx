import { Group, Text } from "@mantine/core";
import type { ExecutionRecord } from "../api/schema";
import * as texts from "../texts/texts";
import { CopyButton } from "../ui/CopyButton";
import { StatusBadge } from "../ui/StatusBadge";
import { TimeText } from "../ui/TimeText";
import { RunDuration } from "./RunDuration";

interface RunFactsProps {
  run: ExecutionRecord;
}

/** The line below the title of a run: its status, who started it and when, how long it took. */
export function RunFacts({ run }: RunFactsProps) {
  return (
    <Group component="span" gap="sm">
      <span role="status">
        <StatusBadge status={run.status} />
      </span>
      <span>{run.executedByName || run.executedBy}</span>
      <TimeText at={run.createdAt} />
      <RunDuration run={run} />
      <Group component="span" gap={4}>
        <Text span size="xs" ff="monospace">
          {run.executionId.slice(0, 8)}
        </Text>
        <CopyButton value={run.executionId} label={texts.runs.copyId} />
        <CopyButton
          isLink
          value={new URL(location.pathname, location.href).href}
          label={texts.runs.copyLink}
        />
      </Group>
    </Group>
  );
}
