import { useState } from "react";
import { ALL_SCOPE, GLOBAL_SCOPE, type Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { useWorkflows } from "../../workflows/useWorkflows";
import { NameFilter } from "./NameFilter";

interface WorkflowFilterProps {
  scope: Scope;
  value: string;
  onChange: (workflow: string) => void;
}

/** The workflows that the user may see. Those of GLOBAL stand for all organizations. */
export function WorkflowFilter({ scope, value, onChange }: WorkflowFilterProps) {
  const [isOpen, setIsOpen] = useState(false);
  const asked = scope === ALL_SCOPE ? GLOBAL_SCOPE : scope;
  const workflows = useWorkflows(asked, isOpen);
  return (
    <NameFilter
      label={texts.runs.workflow}
      anything={texts.runs.anyWorkflow}
      value={value}
      choices={workflows.data?.map(({ name }) => ({ value: name, label: name }))}
      onOpen={() => setIsOpen(true)}
      onChange={onChange}
    />
  );
}
