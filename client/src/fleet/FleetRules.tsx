import { NumberInput, Stack, Textarea, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FleetDraft } from "./fleetDraft";

interface FleetRulesProps {
  draft: FleetDraft;
  onChange: (changed: Partial<FleetDraft>) => void;
}

/** The stages of a fleet run, its limit of failures, and the values from configuration. */
export function FleetRules({ draft, onChange }: FleetRulesProps) {
  return (
    <Stack gap="md" maw="40rem">
      <TextInput
        label={texts.fleet.stages}
        description={texts.fleet.stagesSay}
        value={draft.stages}
        onChange={({ currentTarget: { value } }) => onChange({ stages: value })}
      />
      <NumberInput
        label={texts.fleet.limit}
        description={texts.fleet.limitSays}
        min={1}
        max={1000}
        allowDecimal={false}
        value={draft.failureLimit}
        onChange={(value) => onChange({ failureLimit: Math.max(1, Number(value) || 1) })}
      />
      <Textarea
        label={texts.fleet.configuration}
        description={texts.fleet.configurationSays}
        rows={2}
        value={draft.configuration}
        onChange={({ currentTarget: { value } }) => onChange({ configuration: value })}
      />
    </Stack>
  );
}
