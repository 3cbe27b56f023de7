import { Select, Stack, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import { ScheduleRules } from "./ScheduleRules";
import type { ScheduleDraft } from "./scheduleDraft";

interface ScheduleFieldsProps {
  draft: ScheduleDraft;
  workflows: readonly string[];
  /** Whether the times could not be read. */
  cronFault: boolean;
  onChange: (changed: Partial<ScheduleDraft>) => void;
}

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** What every schedule has: its name, its workflow, its times and its rules. */
export function ScheduleFields({ draft, workflows, cronFault, onChange }: ScheduleFieldsProps) {
  return (
    <Stack gap="md" maw="40rem">
      <TextInput
        label={texts.schedules.name}
        required
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Select
        label={texts.schedules.workflow}
        placeholder={texts.schedules.chooseWorkflow}
        required
        searchable
        data={workflows}
        value={draft.workflowName === "" ? null : draft.workflowName}
        onChange={(chosen) => onChange({ workflowName: chosen ?? "" })}
      />
      <TextInput
        label={texts.schedules.cron}
        description={texts.schedules.cronHelp}
        required
        value={draft.cron}
        error={cronFault}
        onChange={(event) => onChange({ cron: event.currentTarget.value })}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      />
      <Select
        label={texts.schedules.zone}
        searchable
        limit={50}
        data={ZONES}
        value={draft.zone}
        onChange={(chosen) => onChange({ zone: chosen ?? "UTC" })}
      />
      <ScheduleRules draft={draft} onChange={onChange} />
    </Stack>
  );
}
