import { MultiSelect, NativeSelect, Stack, TextInput } from "@mantine/core";
import { GLOBAL_SCOPE, type Scope } from "../api/scope";
import { useChoosable } from "../organizations/useChoosable";
import * as texts from "../texts/texts";
import type { ScheduleDraft } from "./scheduleDraft";

interface ScheduleAudienceProps {
  scope: Scope;
  draft: ScheduleDraft;
  onChange: (changed: Partial<ScheduleDraft>) => void;
}

const KINDS = ["scope", "organizations", "tags", "all"] as const;

/** Whom a schedule of GLOBAL is for; one of an organization is for that organization. */
export function ScheduleAudience({ scope, draft, onChange }: ScheduleAudienceProps) {
  const isGlobal = scope === GLOBAL_SCOPE;
  const { organizations } = useChoosable(isGlobal && draft.target === "organizations");
  if (!isGlobal) return null;
  return (
    <Stack gap="md" maw="40rem">
      <NativeSelect
        label={texts.schedules.target}
        value={draft.target}
        data={KINDS.map((value) => ({ value, label: texts.schedules.targets[value] }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ target: KINDS.find((one) => one === value) ?? "scope" })
        }
      />
      {draft.target === "organizations" ? (
        <MultiSelect
          label={texts.schedules.organizations}
          searchable
          limit={50}
          data={organizations
            .filter(({ id }) => id !== GLOBAL_SCOPE)
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.organizations}
          onChange={(chosen) => onChange({ organizations: chosen })}
        />
      ) : null}
      {draft.target === "tags" ? (
        <TextInput
          label={texts.schedules.tags}
          description={texts.schedules.tagsHelp}
          value={draft.tags}
          onChange={(event) => onChange({ tags: event.currentTarget.value })}
        />
      ) : null}
    </Stack>
  );
}
