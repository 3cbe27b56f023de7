import { Radio, Stack, Textarea, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import type { ForkDraft } from "./forkDraft";

interface ForkFieldsProps extends FieldsProps<ForkDraft> {
  step: number;
}

const words = texts.agentRuns;

/** What is otherwise in a fork, and whether it may run tools. */
export function ForkFields({ draft, problems, onChange, step }: ForkFieldsProps) {
  return (
    <Stack gap="sm">
      <Radio.Group
        label={words.forkTools}
        value={draft.isDry ? "dry" : "real"}
        onChange={(value) => onChange({ ...draft, isDry: value === "dry" })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="dry" label={words.forkDry} description={words.forkDrySays} />
          <Radio value="real" label={words.forkReal} description={words.forkRealSays} />
        </Stack>
      </Radio.Group>
      {step > 1 ? null : (
        <Textarea
          label={words.forkTask}
          description={words.forkStays}
          autosize
          minRows={2}
          value={draft.task}
          error={problems.get("task")}
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, task: value })}
        />
      )}
      <Textarea
        label={words.forkPrompt}
        description={words.forkStays}
        autosize
        minRows={2}
        value={draft.systemPrompt}
        error={problems.get("systemPrompt")}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, systemPrompt: value })}
      />
      <TextInput
        label={words.forkModel}
        description={words.forkStays}
        value={draft.llmModel}
        error={problems.get("llmModel")}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, llmModel: value })}
      />
    </Stack>
  );
}
