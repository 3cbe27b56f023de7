import { Group, NativeSelect } from "@mantine/core";
import type { ScheduleView } from "../api/schema";
import * as texts from "../texts/texts";
import { FilterInput } from "../ui/FilterInput";
import { SCHEDULE_STATES } from "./scheduleState";
import type { SchedulesSearch } from "./schedulesSearch";

interface ScheduleFiltersProps {
  schedules: readonly ScheduleView[];
  search: SchedulesSearch;
  onChange: (search: SchedulesSearch) => void;
}

const words = texts.schedules;

/** The filters of the list: text, state, workflow. */
export function ScheduleFilters({ schedules, search, onChange }: ScheduleFiltersProps) {
  const workflows = [...new Set(schedules.map(({ workflowName }) => workflowName))].toSorted();

  function set<Name extends keyof SchedulesSearch>(
    name: Name,
    value: SchedulesSearch[Name] | undefined,
  ) {
    const { [name]: _, ...rest } = search;
    onChange(value === undefined || value === "" ? rest : { ...rest, [name]: value });
  }

  return (
    <Group gap="xs" mb="md" role="search" aria-label={words.filters}>
      <FilterInput
        label={words.filter}
        value={search.q ?? ""}
        onChange={(typed) => set("q", typed)}
      />
      <NativeSelect
        aria-label={words.state}
        value={search.state ?? ""}
        data={[
          { value: "", label: words.anyState },
          ...SCHEDULE_STATES.map((value) => ({ value, label: words.states[value] })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          set(
            "state",
            SCHEDULE_STATES.find((one) => one === value),
          )
        }
      />
      <NativeSelect
        aria-label={words.workflow}
        value={search.workflow ?? ""}
        data={[
          { value: "", label: words.anyWorkflow },
          ...withChosen(workflows, search.workflow).map((value) => ({ value, label: value })),
        ]}
        onChange={({ currentTarget: { value } }) => set("workflow", value)}
      />
    </Group>
  );
}

/** A workflow of the address that no schedule has is shown as well. */
function withChosen(workflows: string[], chosen: string | undefined): string[] {
  return chosen === undefined || workflows.includes(chosen) ? workflows : [chosen, ...workflows];
}
