import { Autocomplete, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { fieldProblems } from "../api/fieldProblems";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { useWorkflows } from "../workflows/useWorkflows";
import { RuleFields } from "./RuleFields";
import { type Rule, ruleDraftOf, ruleOf } from "./ruleDraft";

interface RuleDialogProps {
  scope: Scope;
  title: string;
  /** The one that is changed; undefined for a new one. */
  known: Rule | undefined;
  /** Asks which events it takes; it gets what the server says against its fields. */
  children: (problems: ReadonlyMap<string, string>) => ReactNode;
  onSave: (rule: Rule) => Promise<unknown>;
  onClose: () => void;
}

const words = texts.subscriptions;

/** Asks which events start which workflow, and with what input; what was typed stays. */
export function RuleDialog({ scope, title, known, children, onSave, onClose }: RuleDialogProps) {
  const organization = useOrganization(scope);
  const workflows = useWorkflows(scope);
  const [draft, setDraft] = useState(ruleDraftOf(known));
  const [error, setError] = useState<Error | null>(null);
  const [isNotJson, setIsNotJson] = useState(false);
  const problems = fieldProblems(error);

  async function save() {
    const rule = ruleOf(draft);
    setError(null);
    setIsNotJson(rule === undefined);
    if (rule === undefined) throw new Error(words.notJson);
    try {
      await onSave(rule);
    } catch (reason) {
      if (reason instanceof Error) setError(reason);
      throw reason;
    }
  }

  return (
    <ConfirmDialog
      opened
      title={title}
      organization={organization}
      verb={texts.subscriptions.save}
      onConfirm={save}
      onClose={onClose}
    >
      <Stack gap="sm">
        <TextInput
          label={words.name}
          value={draft.name}
          required
          withAsterisk={false}
          data-autofocus
          error={problems.get("name")}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Autocomplete
          label={words.workflow}
          data={workflows.data?.map(({ name }) => name) ?? []}
          value={draft.workflowName}
          required
          withAsterisk={false}
          error={problems.get("workflowName")}
          onChange={(workflowName) => setDraft({ ...draft, workflowName })}
        />
        {children(problems)}
        <RuleFields draft={draft} problems={problems} isNotJson={isNotJson} onChange={setDraft} />
      </Stack>
    </ConfirmDialog>
  );
}
