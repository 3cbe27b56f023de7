import { Stack, Text } from "@mantine/core";
import type { SlotView } from "../api/schema";
import { GLOBAL_SCOPE, headerOf, type Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { TextLink } from "../ui/TextLink";

interface SlotRunsProps {
  scope: Scope;
  slot: SlotView;
}

/** What came of one time in each organization, with links to the runs. */
export function SlotRuns({ scope, slot: { runs = [], counts } }: SlotRunsProps) {
  const { started = 0, waiting = 0, skipped = 0, failed = 0 } = counts;
  const left = started + waiting + skipped + failed - runs.length;
  return (
    <Stack gap={2}>
      {runs.map(({ orgId, state, executionId, reason }) => (
        <Text key={orgId} size="sm" component="span">
          {orgId === headerOf(scope) ? null : `${orgId}: `}
          {texts.schedules.slots[state]}
          {executionId === null ? null : " "}
          {executionId === null ? null : (
            <TextLink
              to="/o/$organization/runs/$executionId"
              params={{ organization: orgId === "GLOBAL" ? GLOBAL_SCOPE : orgId, executionId }}
            >
              {`${texts.schedules.run} ${executionId.slice(-8)}`}
            </TextLink>
          )}
          {reason === null ? null : ` (${reason})`}
        </Text>
      ))}
      {left > 0 ? (
        <Text size="sm" c="dimmed">
          {texts.schedules.moreRuns(left)}
        </Text>
      ) : null}
    </Stack>
  );
}
