import { NativeSelect, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { GLOBAL_SCOPE } from "../api/scope";
import { formsQuery } from "../forms/useForms";
import * as texts from "../texts/texts";
import { useWorkflows } from "../workflows/useWorkflows";
import type { FleetDraft } from "./fleetDraft";

interface FleetSourceProps {
  draft: FleetDraft;
  onChange: (changed: Partial<FleetDraft>) => void;
}

/** The name of a fleet run, and the workflow or the form that it runs. */
export function FleetSource({ draft, onChange }: FleetSourceProps) {
  const isForm = draft.kind === "form";
  const workflows = useWorkflows(GLOBAL_SCOPE, !isForm).data ?? [];
  const forms = useQuery({ ...formsQuery(draft.only ?? GLOBAL_SCOPE), enabled: isForm }).data ?? [];
  return (
    <Stack gap="md" maw="40rem">
      <TextInput
        label={texts.fleet.name}
        required
        maxLength={100}
        value={draft.name}
        onChange={({ currentTarget: { value } }) => onChange({ name: value })}
      />
      <NativeSelect
        label={texts.fleet.source}
        description={texts.fleet.formSays}
        value={draft.kind}
        disabled={draft.only !== undefined}
        data={(["workflow", "form"] as const).map((value) => ({
          value,
          label: texts.fleet.kinds[value],
        }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ kind: value === "form" ? "form" : "workflow" })
        }
      />
      {isForm ? (
        <Select
          label={texts.fleet.form}
          searchable
          data={forms.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.formId || null}
          onChange={(chosen) => onChange({ formId: chosen ?? "" })}
        />
      ) : (
        <Select
          label={texts.fleet.workflow}
          searchable
          data={workflows.map(({ name }) => name)}
          value={draft.workflowName || null}
          onChange={(chosen) => onChange({ workflowName: chosen ?? "" })}
        />
      )}
    </Stack>
  );
}
