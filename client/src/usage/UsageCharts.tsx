import { SimpleGrid } from "@mantine/core";
import type { UsageReport } from "../api/schema";
import * as texts from "../texts/texts";
import { BarChart } from "../ui/BarChart";
import type { BarWords } from "../ui/bars";
import { microsText } from "../ui/dollars";
import { Section } from "../ui/Section";
import { usageDays } from "./usageDays";

interface UsageChartsProps {
  report: UsageReport;
}

const words = texts.usage;

const MONEY: BarWords = {
  all: (sum, ofPlatform, most) =>
    words.costSays(microsText(sum), microsText(ofPlatform), microsText(most)),
  one: (day, sum, ofPlatform) => words.costOfDay(day, microsText(sum), microsText(ofPlatform)),
  amount: microsText,
  isPartFine: true,
};

/** What each day cost, and how many calls there were; both also as tables. */
export function UsageCharts({ report }: UsageChartsProps) {
  const days = usageDays(report);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Section title={words.costByDay}>
        <BarChart
          label={words.costByDay}
          headings={[words.day, words.cost, words.ofPlatform]}
          words={MONEY}
          bars={days.map(({ day, micros, platformMicros }) => ({
            label: day,
            total: micros,
            flawed: platformMicros,
          }))}
        />
      </Section>
      <Section title={words.callsByDay}>
        <BarChart
          label={words.callsByDay}
          headings={[words.day, words.calls, words.failed]}
          bars={days.map(({ day, calls, failed }) => ({
            label: day,
            total: calls,
            flawed: failed,
          }))}
        />
      </Section>
    </SimpleGrid>
  );
}
