import { Stack } from "@mantine/core";
import { useMemo, useState } from "react";
import type { ScheduleCreate, ScheduleView } from "../api/schema";
import type { Scope } from "../api/scope";
import { ParameterForm } from "../forms/ParameterForm";
import * as texts from "../texts/texts";
import { fieldOf } from "../workflows/parameterFields";
import { parameterInput } from "../workflows/parameterInput";
import { parameterProviders } from "../workflows/parameterProviders";
import { useWorkflows } from "../workflows/useWorkflows";
import { ScheduleAudience } from "./ScheduleAudience";
import { ScheduleFields } from "./ScheduleFields";
import { SchedulePreview } from "./SchedulePreview";
import { draftOf, newDraft, type ScheduleDraft, scheduleOf } from "./scheduleDraft";
import { typedInputs } from "./typedInputs";
import { usePreview } from "./usePreview";

interface ScheduleEditorProps {
  scope: Scope;
  /** The schedule that is changed; without one, a new one is made. */
  saved?: ScheduleView;
  isPending: boolean;
  error: Error | null;
  onSave: (schedule: ScheduleCreate) => void;
}

const NOTHING: Readonly<Record<string, string>> = {};

/** When, for whom, and with which inputs a workflow starts by itself. */
export function ScheduleEditor(props: ScheduleEditorProps) {
  const { scope, saved, isPending, error, onSave } = props;
  const [initial] = useState(() => (saved ? draftOf(saved) : newDraft()));
  const [draft, setDraft] = useState(initial);
  const [refused, setRefused] = useState(NOTHING);
  const workflows = useWorkflows(scope).data ?? [];
  const workflow = workflows.find(({ name }) => name === draft.workflowName);
  const parameters = useMemo(() => workflow?.parameters ?? [], [workflow]);
  const fields = useMemo(() => parameters.map(fieldOf), [parameters]);
  const isSaved = initial.workflowName === draft.workflowName;
  const given = useMemo(
    () => typedInputs(parameters, isSaved ? initial.inputs : {}),
    [parameters, isSaved, initial],
  );
  const providers = useMemo(() => parameterProviders(scope), [scope]);
  const times = usePreview(scope, draft, saved);

  function change(changed: Partial<ScheduleDraft>) {
    setDraft((before) => ({ ...before, ...changed }));
  }

  function send(typed: Readonly<Record<string, unknown>>) {
    const { input, faults } = parameterInput(parameters, typed);
    setRefused(faults);
    if (Object.keys(faults).length === 0 && !isPending) onSave(scheduleOf(draft, input));
  }

  return (
    <Stack gap="md">
      <ScheduleFields
        draft={draft}
        workflows={workflows.map(({ name }) => name)}
        cronFault={times.error !== null}
        onChange={change}
      />
      <SchedulePreview times={times} zone={draft.zone} />
      <ScheduleAudience scope={scope} draft={draft} onChange={change} />
      <ParameterForm
        key={`${draft.workflowName} ${workflow === undefined}`}
        label={texts.schedules.inputs}
        fields={fields}
        initial={given}
        providers={providers}
        verb={texts.schedules.save}
        isPending={isPending}
        error={error}
        refused={refused}
        onSend={send}
      />
    </Stack>
  );
}
