import { Chip, Group, Stack } from "@mantine/core";
import type { Scope } from "../../api/scope";
import { useMay } from "../../session/useMay";
import * as texts from "../../texts/texts";
import { FilterInput } from "../../ui/FilterInput";
import { type RunsSearch, STATUS_GROUPS, type StatusGroup } from "../runsSearch";
import { FormFilter } from "./FormFilter";
import { PersonFilter } from "./PersonFilter";
import classes from "./RunFilters.module.css";
import { SavedViews } from "./SavedViews";
import { TimeFilter } from "./TimeFilter";
import { WorkflowFilter } from "./WorkflowFilter";

interface RunFiltersProps {
  scope: Scope;
  search: RunsSearch;
  onChange: (search: RunsSearch) => void;
}

const GROUPS = Object.keys(STATUS_GROUPS) as StatusGroup[]; // its own keys

/** The filters of the list: statuses, time, workflow, form, person, the text of an error. */
export function RunFilters({ scope, search, onChange }: RunFiltersProps) {
  const may = useMay();

  function set<Name extends keyof RunsSearch>(name: Name, value: RunsSearch[Name] | "") {
    const { [name]: _, ...rest } = search;
    onChange(value === "" || value === undefined ? rest : { ...rest, [name]: value });
  }

  return (
    <Stack gap="xs" role="search" aria-label={texts.runs.filters}>
      <Group gap="xs">
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
      </Group>
      <div className={classes.bar}>
        <div className={classes.fields}>
          <FilterInput
            fills
            label={texts.runs.filterError}
            value={search.error ?? ""}
            onChange={(typed) => set("error", typed)}
          />
          <TimeFilter value={search.time} onChange={(time) => set("time", time ?? "")} />
          <WorkflowFilter
            scope={scope}
            value={search.workflow ?? ""}
            onChange={(workflow) => set("workflow", workflow)}
          />
          <FormFilter
            scope={scope}
            value={search.form ?? ""}
            onChange={(form) => set("form", form)}
          />
          {may("members.read") ? (
            <PersonFilter
              scope={scope}
              value={search.person ?? ""}
              onChange={(person) => set("person", person)}
            />
          ) : null}
        </div>
        <SavedViews search={search} onChoose={onChange} />
      </div>
    </Stack>
  );
}

function groupsOf(chosen: readonly string[]): StatusGroup[] {
  return GROUPS.filter((group) => chosen.includes(group));
}
