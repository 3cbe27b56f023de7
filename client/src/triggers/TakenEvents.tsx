import { Button, Stack } from "@mantine/core";
import type { LoggedEvent } from "../api/schema";
import type { Scope } from "../api/scope";
import { StartedResult } from "../subscriptions/StartedResult";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { useTaken } from "./triggerQueries";

interface TakenEventsProps {
  scope: Scope;
  triggerId: string;
}

const words = texts.triggers;

/** The events that a trigger took, and what it made of each: a run, or why there is none. */
export function TakenEvents({ scope, triggerId }: TakenEventsProps) {
  const taken = useTaken(scope, triggerId);
  return (
    <Loaded query={taken}>
      {({ pages }) => {
        const found = pages.flatMap(({ items }) => items);
        if (found.length === 0) {
          return <EmptyState title={words.nothing} says={words.nothingSays} />;
        }
        return (
          <Stack>
            <DataTable
              label={words.history}
              columns={columnsOf(triggerId)}
              rows={found}
              keyOf={({ id }) => id}
            />
            {taken.hasNextPage ? (
              <Button loading={taken.isFetchingNextPage} onClick={() => taken.fetchNextPage()}>
                {words.more}
              </Button>
            ) : null}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function columnsOf(triggerId: string): Column<LoggedEvent>[] {
  return [
    { key: "event", header: words.event, isTitle: true, cell: ({ type }) => type },
    { key: "at", header: words.at, cell: ({ at }) => <TimeText at={at} /> },
    {
      key: "outcome",
      header: words.outcome,
      cell: ({ results = [] }) =>
        results
          .filter(({ subscriptionId }) => subscriptionId === triggerId)
          .map((result) => <StartedResult key={triggerId} result={result} />),
    },
    { key: "depth", header: words.depth, isNumber: true, cell: ({ depth = 0 }) => depth },
  ];
}
