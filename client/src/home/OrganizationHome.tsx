import { Box, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Section } from "../ui/Section";
import { SkeletonRows } from "../ui/SkeletonRows";
import { BarChartLater } from "./BarChartLater";
import { GlanceNumbers } from "./GlanceNumbers";
import { dailyQuery, recentQuery } from "./homeQueries";

const WorkflowFigures = lazy(async () => ({
  default: (await import("./WorkflowFigures")).WorkflowFigures,
}));

/** The pixels that the parts take, so that nothing moves when they come. */
const ROOM = { numbers: { base: 265, sm: 171, lg: 81 }, chart: 186 };

interface OrganizationHomeProps {
  scope: Scope;
}

/** What ran in the organization, and what failed: for its administrators. */
export function OrganizationHome({ scope }: OrganizationHomeProps) {
  const days = useQuery(dailyQuery(scope));
  const workflows = useQuery(recentQuery(scope));
  return (
    <Stack gap="lg">
      <Box mih={ROOM.numbers}>
        <Loaded query={days} rows={1} height={72}>
          {({ now }) => <GlanceNumbers scope={scope} glance={now} />}
        </Loaded>
      </Box>
      <Section title={texts.home.runsByDay}>
        <Box mih={ROOM.chart}>
          <Loaded query={days} rows={2} height={72}>
            {({ rows }) => (
              <>
                <BarChartLater
                  label={texts.home.runsByDay}
                  headings={[texts.home.day, texts.home.runs, texts.home.failed]}
                  bars={rows.map(({ key, total, failed, timedOut }) => ({
                    label: key,
                    total,
                    flawed: failed + timedOut,
                  }))}
                />
                <Text c="dimmed">
                  {texts.home.saved(
                    Math.round(rows.reduce((sum, { minutesSaved }) => sum + minutesSaved, 0)),
                  )}
                </Text>
              </>
            )}
          </Loaded>
        </Box>
      </Section>
      <Section title={texts.home.workflows}>
        <Loaded query={workflows}>
          {({ rows }) => (
            <Suspense fallback={<SkeletonRows />}>
              <WorkflowFigures scope={scope} rows={rows} />
            </Suspense>
          )}
        </Loaded>
      </Section>
    </Stack>
  );
}
