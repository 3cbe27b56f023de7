import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { BarChart } from "../ui/BarChart";
import { Loaded } from "../ui/Loaded";
import { Section } from "../ui/Section";
import { dailyQuery, recentQuery } from "./homeQueries";
import { WorkflowFigures } from "./WorkflowFigures";

interface OrganizationHomeProps {
  scope: Scope;
}

/** What ran in the organization, and what failed: for its administrators. */
export function OrganizationHome({ scope }: OrganizationHomeProps) {
  const days = useQuery(dailyQuery(scope));
  const workflows = useQuery(recentQuery(scope));
  return (
    <Stack gap="lg">
      <Section title={texts.home.runsByDay}>
        <Loaded query={days} rows={2} height={72}>
          {({ rows }) => (
            <>
              <BarChart
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
      </Section>
      <Section title={texts.home.workflows}>
        <Loaded query={workflows}>
          {({ rows }) => <WorkflowFigures scope={scope} rows={rows} />}
        </Loaded>
      </Section>
    </Stack>
  );
}
