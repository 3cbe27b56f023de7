import { Group } from "@mantine/core";
import type { BatchDetails } from "../api/schema";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { TimeText } from "../ui/TimeText";
import { FleetBadge } from "./FleetBadge";
import { ROW_STATES } from "./fleetSearch";
import { RowBadge } from "./RowBadge";

interface FleetRunFactsProps {
  batch: BatchDetails;
}

/** How far a fleet run is, and who made it. */
export function FleetRunFacts({ batch }: FleetRunFactsProps) {
  const { counts, endedAt, reason, stage, total } = batch;
  const stages = Math.max(0, ...batch.rows.map((row) => row.stage));
  const { waiting = 0, running = 0 } = counts;
  return (
    <KeyValue
      entries={[
        [texts.fleet.state, <FleetBadge key="state" batch={batch} />],
        ...(reason === null ? [] : [[texts.fleet.reason, reason] as const]),
        [
          texts.fleet.progress,
          <Group key="progress" gap="xs" aria-live="polite">
            <span>{texts.fleet.progressOf(total - waiting - running, total)}</span>
            {ROW_STATES.filter((state) => (counts[state] ?? 0) > 0).map((state) => (
              <RowBadge key={state} state={state} count={counts[state] ?? 0} />
            ))}
          </Group>,
        ],
        [texts.fleet.stage, texts.fleet.stageOf(stage, stages)],
        [texts.fleet.limit, String(batch.failureLimit)],
        ...(batch.round > 1 ? [[texts.fleet.round, String(batch.round)] as const] : []),
        [texts.fleet.values, <code key="inputs">{JSON.stringify(batch.inputs)}</code>],
        [texts.fleet.madeBy, batch.madeByName],
        [texts.fleet.began, <TimeText key="began" at={batch.createdAt} />],
        ...(endedAt === null
          ? []
          : [[texts.fleet.ended, <TimeText key="ended" at={endedAt} />] as const]),
      ]}
    />
  );
}
