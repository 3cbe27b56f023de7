import { Autocomplete, Group, NumberInput, Stack, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Scope } from "../api/scope";
import { modelKeysQuery } from "../models/modelQueries";
import * as texts from "../texts/texts";
import { amountIn } from "./amountIn";
import type { DraftPartProps } from "./draftPart";

interface AgentModelProps extends DraftPartProps {
  scope: Scope;
  isSchemaUnfit: boolean;
}

const words = texts.agents;

/** Which model is asked, how much it may write, and what its answer has to fit. */
export function AgentModel(props: AgentModelProps) {
  const { scope, isSchemaUnfit, draft, problems, onChange } = props;
  const [isAsked, setIsAsked] = useState(false);
  const keys = useQuery({ ...modelKeysQuery(scope), enabled: isAsked }).data ?? [];
  const known = [...new Set(keys.map(({ name, model }) => `${name}/${model}`))];
  return (
    <Stack gap="md" maw="40rem">
      <Autocomplete
        label={words.model}
        description={words.modelSays}
        data={known}
        onFocus={() => setIsAsked(true)}
        value={draft.llmModel}
        error={problems.get("llmModel")}
        onChange={(value) => onChange({ llmModel: value })}
      />
      <Group grow align="flex-start">
        <NumberInput
          label={words.maxTokens}
          min={1}
          max={200_000}
          allowDecimal={false}
          value={draft.llmMaxTokens}
          error={problems.get("llmMaxTokens")}
          onChange={(value) => onChange({ llmMaxTokens: amountIn(value) })}
        />
        <NumberInput
          label={words.temperature}
          min={0}
          max={2}
          step={0.1}
          placeholder={words.usual}
          value={draft.temperature}
          error={problems.get("temperature")}
          onChange={(value) => onChange({ temperature: amountIn(value) })}
        />
      </Group>
      <Textarea
        label={words.schema}
        description={words.schemaSays}
        autosize
        minRows={2}
        maxRows={20}
        value={draft.outputSchema}
        error={isSchemaUnfit ? words.schemaUnfit : problems.get("outputSchema")}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        onChange={({ currentTarget: { value } }) => onChange({ outputSchema: value })}
      />
    </Stack>
  );
}
