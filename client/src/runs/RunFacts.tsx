import { Group, Text } from "@mantine/core";
import type { ExecutionRecord } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { CopyButton } from "../ui/CopyButton";
import { StatusBadge } from "../ui/StatusBadge";
import { shortId } from "../ui/shortId";
import { TimeText } from "../ui/TimeText";
import { attemptOf } from "./attempts";
import { RunDuration } from "./RunDuration";
import { RunOrigin } from "./RunOrigin";

interface RunFactsProps {
  scope: Scope;
  run: ExecutionRecord;
}

/** The line below the title of a run: its status, who started it and when, how long it took. */
export function RunFacts({ scope, run }: RunFactsProps) {
  const attempt = attemptOf(run);
  return (
    <Group component="span" gap="sm">
      <span role="status">
        <StatusBadge status={run.status} />
      </span>
      <span>
        {run.executedByName || run.executedBy}
        {run.madeByName == null ? null : ` (${texts.runs.madeBy(run.madeByName)})`}
      </span>
      <TimeText at={run.createdAt} />
      <RunDuration run={run} />
      {attempt > 1 ? <span>{texts.runs.attempt(attempt)}</span> : null}
      <Group component="span" gap={4}>
        <Text span size="xs" ff="monospace">
          {shortId(run.executionId)}
        </Text>
        <CopyButton value={run.executionId} label={texts.runs.copyId} />
        <CopyButton
          isLink
          value={new URL(location.pathname, location.href).href}
          label={texts.runs.copyLink}
        />
      </Group>
      <RunOrigin scope={scope} run={run} />
    </Group>
  );
}
