import { Group, Paper, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { StatusBadge } from "../ui/StatusBadge";
import { TextLink } from "../ui/TextLink";
import { LogLines } from "./LogLines";
import { ResultView } from "./ResultView";
import { RunError } from "./RunError";
import { runQuery } from "./runQuery";
import { hasEnded } from "./statuses";
import { useLiveRun } from "./useLiveRun";

interface RunPanelProps {
  scope: Scope;
  executionId: string;
  /** Leaves out the frame and the title, where the place around it has them. */
  isBare?: boolean;
}

/** A run beside what started it: how it goes on, and what came of it. */
export function RunPanel({ scope, executionId, isBare = false }: RunPanelProps) {
  const live = useLiveRun(scope, executionId);
  const isOver = live.isOver || (live.summary !== undefined && hasEnded(live.summary.status));
  const record = useQuery({ ...runQuery(scope, executionId), enabled: isOver });
  return (
    <Paper
      withBorder={!isBare}
      p={isBare ? 0 : "md"}
      component="section"
      aria-label={texts.runs.run}
    >
      <Stack gap="sm">
        <Group justify="space-between">
          {isBare ? null : <Title order={2}>{texts.runs.run}</Title>}
          {isBare ? null : (
            <TextLink
              to="/o/$organization/runs/$executionId"
              params={{ organization: scope, executionId }}
            >
              {texts.runs.openPage}
            </TextLink>
          )}
          <div role="status">
            {live.summary === undefined ? null : <StatusBadge status={live.summary.status} />}
          </div>
        </Group>
        {live.error === undefined ? null : <ProblemAlert error={live.error} />}
        {live.summary === undefined ? null : <RunError run={live.summary} />}
        {record.data === undefined ? null : <ResultView scope={scope} run={record.data} />}
        <LogLines lines={live.lines} isOver={live.isOver} />
      </Stack>
    </Paper>
  );
}
