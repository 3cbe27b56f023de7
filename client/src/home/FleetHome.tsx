import { NativeSelect, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import * as texts from "../texts/texts";
import { BarChart } from "../ui/BarChart";
import { Loaded } from "../ui/Loaded";
import { Section } from "../ui/Section";
import { TimeText } from "../ui/TimeText";
import { overviewQuery } from "./homeQueries";
import { OverviewTable } from "./OverviewTable";
import { isSort, SORTS, type Sort, sorted } from "./sortOverview";

/** The organizations at a glance, those with failures first: for platform administrators. */
export function FleetHome() {
  const overview = useQuery(overviewQuery);
  const [sort, setSort] = useState<Sort>("failed");
  return (
    <Loaded query={overview}>
      {({ hours, organizations, discoveryProblems, countedAt }) => (
        <Stack gap="lg">
          <Section title={texts.home.runsByHour}>
            <BarChart
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
          </Section>
          {discoveryProblems === 0 ? null : (
            <Text fw={500}>{texts.home.problems(discoveryProblems)}</Text>
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
            <OverviewTable rows={sorted(organizations, sort)} />
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
