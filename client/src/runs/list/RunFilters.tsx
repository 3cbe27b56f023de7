import { Chip, Group, NativeSelect } from "@mantine/core";
import type { Scope } from "../../api/scope";
import { useMay } from "../../session/useMay";
import * as texts from "../../texts/texts";
import { FilterInput } from "../../ui/FilterInput";
import { type RunsSearch, STATUS_GROUPS, type StatusGroup, TIME_PRESETS } from "../runsSearch";
import { PersonFilter } from "./PersonFilter";
import { SavedViews } from "./SavedViews";

interface RunFiltersProps {
  scope: Scope;
  search: RunsSearch;
  onChange: (search: RunsSearch) => void;
}

const GROUPS = Object.keys(STATUS_GROUPS) as StatusGroup[]; // its own keys

/** The filters of the list: statuses, time, workflow, person, the text of an error. */
export function RunFilters({ scope, search, onChange }: RunFiltersProps) {
  const may = useMay();

  function set<Name extends keyof RunsSearch>(name: Name, value: RunsSearch[Name] | "") {
    const { [name]: _, ...rest } = search;
    onChange(value === "" || value === undefined ? rest : { ...rest, [name]: value });
  }

  return (
    <Group gap="xs" role="search" aria-label={texts.runs.filters}>
      <Chip.Group
        multiple
        value={search.status ?? []}
        onChange={(chosen) => set("status", chosen.length > 0 ? groupsOf(chosen) : "")}
      >
        {GROUPS.map((group) => (
          <Chip key={group} value={group} size="xs">
            {texts.runs.groups[group]}
          </Chip>
        ))}
      </Chip.Group>
      <NativeSelect
        aria-label={texts.runs.time}
        value={search.time ?? ""}
        onChange={(event) => set("time", presetOf(event.currentTarget.value) ?? "")}
        data={[
          { value: "", label: texts.runs.anyTime },
          ...Object.keys(TIME_PRESETS).map((value) => ({
            value,
            label: texts.runs.times[presetOf(value) ?? "day"],
          })),
        ]}
      />
      <FilterInput
        label={texts.runs.filterWorkflow}
        value={search.workflow ?? ""}
        onChange={(typed) => set("workflow", typed)}
      />
      <FilterInput
        label={texts.runs.filterError}
        value={search.error ?? ""}
        onChange={(typed) => set("error", typed)}
      />
      {may("members.read") ? (
        <PersonFilter
          scope={scope}
          value={search.person ?? ""}
          onChange={(person) => set("person", person)}
        />
      ) : null}
      <SavedViews search={search} onChoose={onChange} />
    </Group>
  );
}

function groupsOf(chosen: readonly string[]): StatusGroup[] {
  return GROUPS.filter((group) => chosen.includes(group));
}

function presetOf(value: string): NonNullable<RunsSearch["time"]> | undefined {
  const presets = Object.keys(TIME_PRESETS) as NonNullable<RunsSearch["time"]>[]; // its own keys
  return presets.find((preset) => preset === value);
}
