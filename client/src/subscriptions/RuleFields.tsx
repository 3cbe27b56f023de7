import { Checkbox, Textarea, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { RuleDraft } from "./ruleDraft";

interface RuleFieldsProps {
  draft: RuleDraft;
  problems: ReadonlyMap<string, string>;
  isNotJson: boolean;
  onChange: (draft: RuleDraft) => void;
}

const words = texts.subscriptions;
const MONOSPACE = { input: { fontFamily: "var(--mantine-font-family-monospace)" } };

/** The filter of events, the input that is made of them, and whether the workflow starts at all. */
export function RuleFields({ draft, problems, isNotJson, onChange }: RuleFieldsProps) {
  return (
    <>
      <TextInput
        label={words.filter}
        description={words.filterSays}
        value={draft.filter}
        error={problems.get("filter")}
        onChange={(event) => onChange({ ...draft, filter: event.currentTarget.value })}
        styles={MONOSPACE}
      />
      <Textarea
        label={words.input}
        description={words.inputSays}
        value={draft.input}
        error={isNotJson ? words.notJson : problems.get("input")}
        onChange={(event) => onChange({ ...draft, input: event.currentTarget.value })}
        autosize
        minRows={3}
        styles={MONOSPACE}
      />
      <Checkbox
        label={words.isEnabled}
        checked={draft.isEnabled}
        onChange={(event) => onChange({ ...draft, isEnabled: event.currentTarget.checked })}
      />
    </>
  );
}
