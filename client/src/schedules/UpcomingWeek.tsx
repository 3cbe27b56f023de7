import { Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useIsLive } from "../api/live";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { TextLink } from "../ui/TextLink";
import { daysOf } from "./daysOf";
import { upcomingQuery } from "./scheduleQueries";
import { EVERY_MS } from "./useScheduleNews";

interface UpcomingWeekProps {
  scope: Scope;
}

/** The seven days that come, each with the times of its schedules. */
export function UpcomingWeek({ scope }: UpcomingWeekProps) {
  const upcoming = useQuery({
    ...upcomingQuery(scope),
    refetchInterval: useIsLive(scope) ? false : EVERY_MS,
  });
  return (
    <Loaded query={upcoming}>
      {({ runs, isCut }) =>
        runs.length === 0 ? (
          <EmptyState title={texts.schedules.nothingComes} />
        ) : (
          <Stack>
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="sm">
              {daysOf(runs).map(({ day, entries }) => (
                <Paper key={day} withBorder p="sm" component="section" aria-label={day}>
                  <Title order={2} size="h5" mb="xs">
                    {day}
                  </Title>
                  <Stack gap={4}>
                    {entries.map(({ scheduleId, name, first, more }) => (
                      <div key={scheduleId}>
                        <Text span ff="monospace" size="sm">
                          {first}{" "}
                        </Text>
                        <TextLink
                          from="/o/$organization/schedules"
                          to="/o/$organization/schedules/$scheduleId"
                          params={{ scheduleId }}
                        >
                          {name}
                        </TextLink>
                        {more === 0 ? null : (
                          <Text span size="sm" c="dimmed">
                            {` ${texts.schedules.moreTimes(more)}`}
                          </Text>
                        )}
                      </div>
                    ))}
                  </Stack>
                </Paper>
              ))}
            </SimpleGrid>
            {isCut ? <Text c="dimmed">{texts.schedules.isCut}</Text> : null}
          </Stack>
        )
      }
    </Loaded>
  );
}
