import { Button, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { FilterInput } from "../ui/FilterInput";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { EventTable } from "./EventTable";
import { eventPattern } from "./eventsSearch";
import { useEvents } from "./useEvents";

const route = getRouteApi("/o/$organization/events");

/** What happened in the organization, newest first. */
export function EventsPage() {
  const { type = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const events = useEvents(useScope(), eventPattern(type));

  function filter(typed: string) {
    void navigate({ search: typed === "" ? {} : { type: typed }, replace: true });
  }

  return (
    <Page title={texts.eventlog.title} says={texts.eventlog.says}>
      <FilterInput label={texts.eventlog.filter} value={type} onChange={filter} />
      <Loaded query={events}>
        {({ pages }) => {
          const found = pages.flatMap(({ items }) => items);
          if (found.length === 0) {
            return type === "" ? (
              <EmptyState title={texts.eventlog.empty} says={texts.eventlog.emptySays} />
            ) : (
              <EmptyState title={texts.eventlog.noMatch(type)} says={texts.eventlog.badFilter} />
            );
          }
          return (
            <Stack>
              <EventTable events={found} />
              {events.hasNextPage ? (
                <Button loading={events.isFetchingNextPage} onClick={() => events.fetchNextPage()}>
                  {texts.eventlog.more}
                </Button>
              ) : null}
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}
