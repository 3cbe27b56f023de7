import { Group, NativeSelect, SegmentedControl } from "@mantine/core";
import * as texts from "../texts/texts";
import { GROUPINGS, type Grouping, PERIODS, type Period } from "./usageSearch";

interface UsageFiltersProps {
  by: Grouping;
  days: Period;
  onChange: (changed: { by?: Grouping; days?: Period }) => void;
}

const words = texts.usage;

/** Which days the report is about, and what its lines are. */
export function UsageFilters({ by, days, onChange }: UsageFiltersProps) {
  return (
    <Group align="flex-end" gap="md">
      <SegmentedControl
        aria-label={words.period}
        value={String(days)}
        data={PERIODS.map((value) => ({ value: String(value), label: words.days(value) }))}
        onChange={(value) =>
          onChange({ days: PERIODS.find((one) => String(one) === value) ?? days })
        }
      />
      <NativeSelect
        aria-label={words.groupBy}
        value={by}
        data={GROUPINGS.map((value) => ({ value, label: words.by[value] }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ by: GROUPINGS.find((one) => one === value) ?? by })
        }
      />
    </Group>
  );
}
