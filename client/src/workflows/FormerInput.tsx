import { useQuery } from "@tanstack/react-query";
import type { WorkflowView } from "../api/schema";
import type { Scope } from "../api/scope";
import { partQuery } from "../runs/runQuery";
import { Loaded } from "../ui/Loaded";
import { FormerInputNote } from "./FormerInputNote";
import { typedInput } from "./typedInput";
import { WorkflowRun } from "./WorkflowRun";

interface FormerInputProps {
  scope: Scope;
  workflow: WorkflowView;
  /** The run whose input is changed. */
  executionId: string;
}

/** Starts a workflow with the input of a former run, which can be changed before. */
export function FormerInput({ scope, workflow, executionId }: FormerInputProps) {
  const record = useQuery(partQuery(scope, executionId, "input"));
  return (
    <Loaded query={record} rows={4} height={56}>
      {({ inputData, withheld }) => {
        const { values, others } = typedInput(workflow.parameters, inputData);
        return (
          <>
            <FormerInputNote {...{ scope, executionId, withheld, others }} />
            <WorkflowRun scope={scope} workflow={workflow} initial={values} />
          </>
        );
      }}
    </Loaded>
  );
}
