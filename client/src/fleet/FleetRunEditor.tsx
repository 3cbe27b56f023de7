import { Alert, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { BatchCreate, JsonValue } from "../api/schema";
import { GLOBAL_SCOPE, scopeOf } from "../api/scope";
import { ParameterForm, type Values } from "../forms/ParameterForm";
import { formProviders } from "../forms/runner/formProviders";
import { organizationsQuery } from "../organizations/organizationsQuery";
import * as texts from "../texts/texts";
import { parameterInput } from "../workflows/parameterInput";
import { parameterProviders } from "../workflows/parameterProviders";
import { FleetAudience } from "./FleetAudience";
import { FleetRules } from "./FleetRules";
import { FleetSource } from "./FleetSource";
import { batchOf, chosenOf, type FleetDraft, faultOf, NEW_DRAFT, ownNames } from "./fleetDraft";
import { emptyTable } from "./fleetRows";
import type { NewFleetRunSearch } from "./fleetSearch";
import { useFleetFields } from "./useFleetFields";

interface FleetRunEditorProps {
  search: NewFleetRunSearch;
  isPending: boolean;
  error: Error | null;
  onStart: (batch: BatchCreate) => void;
}

const NOTHING: Readonly<Record<string, string>> = {};
const NO_VALUES = {};

/** What runs, for which organizations, in which stages, and with which values. */
export function FleetRunEditor({ search, isPending, error, onStart }: FleetRunEditorProps) {
  const [draft, setDraft] = useState(() => begun(search));
  const [refused, setRefused] = useState(NOTHING);
  const [fault, setFault] = useState<string>();
  const { fields, parameters } = useFleetFields(draft);
  const [isUsed, setIsUsed] = useState(false);
  const known = useQuery({ ...organizationsQuery, enabled: isUsed }).data ?? [];
  const organizations = known.map((one) => ({ ...one, kind: "organization" as const }));
  const chosen = chosenOf(draft, organizations);
  const own = ownNames(draft, fields);
  const isForm = draft.kind === "form";
  const source = isForm ? draft.formId : draft.workflowName;

  function change(changed: Partial<FleetDraft>) {
    setDraft((before) => ({ ...before, ...changed }));
    setFault(undefined);
  }

  function send(typed: Values) {
    const found = parameters ? parameterInput(parameters, typed) : undefined;
    // Values of a form are JSON.
    const input = found?.input ?? (typed as Record<string, JsonValue>);
    const wrong = faultOf(draft, chosen, fields);
    setRefused(found?.faults ?? NOTHING);
    setFault(wrong);
    if (wrong !== undefined || Object.keys(found?.faults ?? {}).length > 0 || isPending) return;
    onStart(batchOf(draft, input, chosen, fields));
  }

  return (
    <Stack gap="md" onFocusCapture={() => setIsUsed(true)}>
      {search.only === undefined ? null : (
        <Alert>{texts.fleet.ownForm(search.organization ?? search.only)}</Alert>
      )}
      <FleetSource draft={draft} onChange={change} />
      <FleetAudience
        draft={draft}
        organizations={organizations}
        template={emptyTable(fields, search.organization, search.only)}
        onChange={change}
      />
      <FleetRules draft={draft} onChange={change} />
      <ParameterForm
        key={`${source} ${fields.length} ${[...own].join(" ")}`}
        label={texts.fleet.values}
        fields={fields.filter(({ name }) => !own.has(name))}
        initial={NO_VALUES}
        providers={
          isForm
            ? formProviders(scopeOf(draft.only ?? GLOBAL_SCOPE), source)
            : parameterProviders(GLOBAL_SCOPE)
        }
        verb={verbOf(draft, chosen.organizations.length)}
        isPending={isPending}
        error={fault === undefined ? error : new Error(fault)}
        refused={refused}
        onSend={send}
      />
    </Stack>
  );
}

function begun({ form, workflow, organization, only }: NewFleetRunSearch): FleetDraft {
  if (form !== undefined && organization !== undefined)
    return { ...NEW_DRAFT, kind: "form", formId: form, only, audience: "table", stages: "" };
  if (form !== undefined) return { ...NEW_DRAFT, kind: "form", formId: form };
  return { ...NEW_DRAFT, workflowName: workflow ?? "" };
}

function verbOf({ only }: FleetDraft, rows: number): string {
  return only === undefined ? texts.fleet.start(rows) : texts.fleet.startRows(rows);
}
