import { Stack, Switch, Textarea, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { DraftPartProps } from "./draftPart";

const words = texts.agents;

/** The name of an agent, and what it is told. */
export function AgentWords({ draft, problems, onChange }: DraftPartProps) {
  return (
    <Stack gap="md" maw="40rem">
      <TextInput
        label={words.name}
        required
        withAsterisk={false}
        value={draft.name}
        error={problems.get("name")}
        onChange={({ currentTarget: { value } }) => onChange({ name: value })}
      />
      <TextInput
        label={words.description}
        description={words.descriptionSays}
        value={draft.description}
        error={problems.get("description")}
        onChange={({ currentTarget: { value } }) => onChange({ description: value })}
      />
      <Textarea
        label={words.instructions}
        description={words.instructionsSay}
        autosize
        minRows={6}
        maxRows={30}
        value={draft.systemPrompt}
        error={problems.get("systemPrompt")}
        onChange={({ currentTarget: { value } }) => onChange({ systemPrompt: value })}
      />
      <Switch
        label={words.active}
        description={words.activeSays}
        checked={draft.isActive}
        onChange={({ currentTarget: { checked } }) => onChange({ isActive: checked })}
      />
    </Stack>
  );
}
