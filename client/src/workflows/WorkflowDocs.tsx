import { Stack, Text } from "@mantine/core";
import type { WorkflowView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { Section } from "../ui/Section";
import { durationText } from "../ui/time";
import { ParameterTable } from "./ParameterTable";
import { ProblemList } from "./ProblemList";
import { useProblems } from "./useProblems";

interface WorkflowDocsProps {
  scope: Scope;
  workflow: WorkflowView;
}

/** What the workflow takes, who may start it, and how it runs. */
export function WorkflowDocs({ scope, workflow }: WorkflowDocsProps) {
  const problems = useProblems(scope).filter(({ file }) => file === workflow.relativeFilePath);
  return (
    <Stack gap="xl">
      <ProblemList problems={problems} />
      <Section title={texts.workflows.parameters}>
        {workflow.parameters.length === 0 ? (
          <Text c="dimmed">{texts.workflows.noParameters}</Text>
        ) : (
          <ParameterTable parameters={workflow.parameters} />
        )}
      </Section>
      <Section title={texts.workflows.howItRuns}>
        <KeyValue entries={factsOf(workflow)} />
      </Section>
    </Stack>
  );
}

function factsOf(workflow: WorkflowView): [string, string][] {
  const { access, executionMode, retryPolicy, roles, schedule, timeSavedMinutes } = workflow;
  const facts: [string, string | null][] = [
    [texts.workflows.access, texts.workflows.accesses[access]],
    [texts.workflows.roles, roles?.join(", ") ?? null],
    [texts.workflows.mode, texts.workflows.modes[executionMode]],
    [texts.workflows.limit, durationText(workflow.timeoutSeconds * 1000)],
    [texts.workflows.schedule, schedule],
    [
      texts.workflows.retries,
      retryPolicy ? texts.workflows.attempts(retryPolicy.maxAttempts) : null,
    ],
    [
      texts.workflows.timeSaved,
      timeSavedMinutes > 0 ? durationText(timeSavedMinutes * 60_000) : null,
    ],
    [texts.workflows.source, workflow.relativeFilePath],
  ];
  return facts.flatMap(([term, value]) => (value ? [[term, value]] : []));
}
