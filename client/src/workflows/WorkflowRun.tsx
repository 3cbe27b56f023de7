import type { WorkflowView } from "../api/schema";
import type { Scope } from "../api/scope";
import type { Values } from "../forms/ParameterForm";
import { ParameterRun } from "./ParameterRun";
import { useStart } from "./useStart";

interface WorkflowRunProps {
  scope: Scope;
  workflow: WorkflowView;
  /** What the fields are filled in with at first. */
  initial?: Values;
}

const NOTHING = {};

/** Fills in a workflow's parameters and starts it; the run is shown beside. */
export function WorkflowRun({ scope, workflow, initial = NOTHING }: WorkflowRunProps) {
  const { name, parameters } = workflow;
  const start = useStart(scope, name);
  return <ParameterRun scope={scope} parameters={parameters} start={start} initial={initial} />;
}
