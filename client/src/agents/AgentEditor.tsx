import { Button, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { fieldProblems } from "../api/fieldProblems";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { ProblemAlert } from "../ui/ProblemAlert";
import { Section } from "../ui/Section";
import { AgentAudience } from "./AgentAudience";
import { AgentCases } from "./AgentCases";
import { AgentLimits } from "./AgentLimits";
import { AgentModel } from "./AgentModel";
import { AgentWords } from "./AgentWords";
import { type AgentDraft, typedCases, typedSchema } from "./agentDraft";
import { offeredToolsQuery } from "./agentQueries";
import { RiskNote } from "./RiskNote";
import { SystemTools } from "./SystemTools";
import { ToolChoices } from "./ToolChoices";

interface AgentEditorProps {
  scope: Scope;
  initial: AgentDraft;
  /** The agent that is changed, which cannot delegate to itself. */
  agentId?: string;
  isPending: boolean;
  error: Error | null;
  onSave: (draft: AgentDraft) => void;
}

const words = texts.agents;

/** What an agent is told, which tools it has and on which terms, and its limits. */
export function AgentEditor(props: AgentEditorProps) {
  const { scope, initial, agentId, isPending, error, onSave } = props;
  const [draft, setDraft] = useState(initial);
  const tools = useQuery(offeredToolsQuery(scope));
  const problems = fieldProblems(error);
  const isSchemaUnfit = draft.outputSchema.trim() !== "" && !typedSchema(draft.outputSchema);
  const change = (changed: Partial<AgentDraft>) =>
    setDraft((before) => ({ ...before, ...changed }));
  const part = { draft, problems, onChange: change };

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!isSchemaUnfit && typedCases(draft.evals) !== undefined) onSave(draft);
  }

  return (
    <Loaded query={tools} rows={6} height={72}>
      {(found) => (
        <form onSubmit={save} noValidate>
          <Stack gap="xl">
            <AgentWords {...part} />
            <Section title={words.tools}>
              <ToolChoices tools={found} draft={draft} onChange={change} />
              <RiskNote tools={found} {...part} />
            </Section>
            <Section title={words.ownTools}>
              <SystemTools scope={scope} {...part} />
            </Section>
            <Section title={words.model}>
              <AgentModel scope={scope} isSchemaUnfit={isSchemaUnfit} {...part} />
            </Section>
            <Section title={words.people}>
              <AgentAudience
                scope={scope}
                {...(agentId === undefined ? {} : { agentId })}
                {...part}
              />
            </Section>
            <Section title={words.limits}>
              <AgentLimits {...part} />
            </Section>
            <Section title={texts.evals.open}>
              <AgentCases {...part} />
            </Section>
            {error === null ? null : <ProblemAlert error={error} />}
            <Group>
              <Button type="submit" variant="filled" loading={isPending}>
                {words.save}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Loaded>
  );
}
