import { Button, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useIsLive } from "../api/live";
import type { Page } from "../api/pages";
import type { SlotView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import type { Column } from "../ui/table";
import { absoluteTime } from "../ui/time";
import { SlotRuns } from "./SlotRuns";
import { slotsQuery } from "./scheduleQueries";
import { EVERY_MS } from "./useScheduleNews";

interface ScheduleHistoryProps {
  scope: Scope;
  scheduleId: string;
}

/** What came of each time of a schedule, the newest first. */
export function ScheduleHistory({ scope, scheduleId }: ScheduleHistoryProps) {
  const isLive = useIsLive(scope);
  const slots = useInfiniteQuery({
    ...slotsQuery(scope, scheduleId),
    // What comes of a time that waits is no change of its schedule.
    refetchInterval: ({ state }) => (isLive && !waits(state.data?.pages) ? false : EVERY_MS),
  });
  return (
    <Loaded query={slots}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        if (rows.length === 0) return <EmptyState title={texts.schedules.noHistory} />;
        return (
          <>
            <DataTable
              label={texts.schedules.history}
              columns={columnsOf(scope)}
              rows={rows}
              keyOf={({ id }) => id}
            />
            {slots.hasNextPage ? (
              <div>
                <Button loading={slots.isFetchingNextPage} onClick={() => slots.fetchNextPage()}>
                  {texts.common.loadMore}
                </Button>
              </div>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

/** Whether some of the newest times have not come to their end. */
function waits(pages: readonly Page<SlotView>[] | undefined): boolean {
  return pages?.[0]?.items.some(({ counts }) => counts.waiting > 0) ?? false;
}

function columnsOf(scope: Scope): readonly Column<SlotView>[] {
  return [
    {
      key: "time",
      header: texts.schedules.time,
      isTitle: true,
      cell: ({ at, count, byHand }) => (
        <div>
          <time dateTime={at}>{absoluteTime(new Date(at))}</time>
          {count > 1 ? <Text c="dimmed">{texts.schedules.severalTimes(count)}</Text> : null}
          {byHand ? <Text c="dimmed">{texts.schedules.byHand}</Text> : null}
        </div>
      ),
    },
    {
      key: "outcome",
      header: texts.schedules.outcome,
      cell: ({ state, reason }) => (
        <div>
          {texts.schedules.slots[state]}
          {reason === null ? null : <Text c="dimmed">{reason}</Text>}
        </div>
      ),
    },
    {
      key: "runs",
      header: texts.schedules.runs,
      cell: (slot) => <SlotRuns scope={scope} slot={slot} />,
    },
  ];
}
