import { Box, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { GLOBAL_SCOPE } from "../api/scope";
import * as texts from "../texts/texts";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { Section } from "../ui/Section";
import { SkeletonRows } from "../ui/SkeletonRows";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import { BarChartLater } from "./BarChartLater";
import { overviewQuery } from "./homeQueries";
import { isSort, SORTS, type Sort, sorted } from "./sortOverview";

const OverviewTable = lazy(async () => ({
  default: (await import("./OverviewTable")).OverviewTable,
}));

/** The pixels that the chart takes, so that nothing moves when it comes. */
const ROOM = 155;

/** The organizations at a glance, those with failures first: for platform administrators. */
export function FleetHome() {
  const overview = useQuery(overviewQuery);
  const [sort, setSort] = useState<Sort>("failed");
  return (
    <Loaded query={overview}>
      {({ hours, organizations, discoveryProblems, countedAt }) => (
        <Stack gap="lg">
          <Group gap="xs">
            <LinkButton to="/platform/diagnostics" variant="default" size="xs">
              {texts.home.diagnostics}
            </LinkButton>
            <LinkButton
              to="/platform/diagnostics"
              search={{ tab: "deadLetters" }}
              variant="default"
              size="xs"
            >
              {texts.home.deadLetters}
            </LinkButton>
          </Group>
          <Section title={texts.home.runsByHour}>
            <Box mih={ROOM}>
              <BarChartLater
                label={texts.home.runsByHour}
                headings={[texts.home.hour, texts.home.runs, texts.home.failed]}
                bars={hours.map(({ hour, total, failed }) => ({
                  label: new Date(hour).toLocaleTimeString("en-GB", {
                    weekday: "short",
                    hour: "2-digit",
                    minute: "2-digit",
                  }),
                  total,
                  flawed: failed,
                }))}
              />
            </Box>
          </Section>
          {discoveryProblems === 0 ? null : (
            <TextLink
              to="/o/$organization/workflows"
              params={{ organization: GLOBAL_SCOPE }}
              fw={500}
            >
              {texts.home.problems(discoveryProblems)}
            </TextLink>
          )}
          <Section title={texts.home.organizations}>
            <NativeSelect
              label={texts.home.sort}
              maw="20rem"
              value={sort}
              data={SORTS.map((value) => ({ value, label: texts.home.sorts[value] }))}
              onChange={({ currentTarget: { value } }) => {
                if (isSort(value)) setSort(value);
              }}
            />
            <Suspense fallback={<SkeletonRows />}>
              <OverviewTable rows={sorted(organizations, sort)} />
            </Suspense>
            {countedAt === null ? null : (
              <Text c="dimmed" size="sm">
                {texts.home.countedAt} <TimeText at={countedAt} />
              </Text>
            )}
          </Section>
        </Stack>
      )}
    </Loaded>
  );
}
