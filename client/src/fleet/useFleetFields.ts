import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FormField, ParameterView } from "../api/schema";
import { GLOBAL_SCOPE } from "../api/scope";
import { formQuery } from "../forms/useForms";
import { fieldOf } from "../workflows/parameterFields";
import { useWorkflows } from "../workflows/useWorkflows";
import type { FleetDraft } from "./fleetDraft";

interface FleetFields {
  fields: readonly FormField[];
  /** The workflow's own parameters; undefined for a form. */
  parameters: readonly ParameterView[] | undefined;
}

/** What is filled in for the workflow or the form of a fleet run. */
export function useFleetFields({ kind, workflowName, formId, only }: FleetDraft): FleetFields {
  const isForm = kind === "form";
  const workflows = useWorkflows(GLOBAL_SCOPE, !isForm).data;
  const form = useQuery({
    ...formQuery(only ?? GLOBAL_SCOPE, formId),
    enabled: isForm && formId !== "",
  }).data;
  const parameters = workflows?.find(({ name }) => name === workflowName)?.parameters;
  return useMemo(() => {
    if (!isForm) return { fields: (parameters ?? []).map(fieldOf), parameters: parameters ?? [] };
    const fields = form?.formSchema.fields ?? [];
    return { fields: fields.filter(({ type }) => type !== "file"), parameters: undefined };
  }, [isForm, parameters, form]);
}
