import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { agentRunsKey, startAgent } from "../agentRuns/agentRunQueries";
import type { AgentView } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { BenchRun } from "./BenchRun";

interface TestBenchProps {
  scope: Scope;
  agent: AgentView;
  agentId: string;
}

const words = texts.agents;

/** Runs the agent as it is saved, and shows its steps as they come. */
export function TestBench({ scope, agent, agentId }: TestBenchProps) {
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [task, setTask] = useState("");
  const starting = useMutation({
    mutationFn: () => startAgent(scope, { agent: agentId, input: task }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...agentRunsKey(scope), "list"] }),
  });

  function start(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    starting.mutate();
  }

  return (
    <Stack>
      <form onSubmit={start}>
        <Stack gap="xs" maw="40rem">
          <Text c="dimmed">{words.benchSays(organization.name)}</Text>
          <Textarea
            label={words.task}
            autosize
            minRows={2}
            maxRows={10}
            value={task}
            onChange={({ currentTarget: { value } }) => setTask(value)}
          />
          {starting.isError ? <ProblemAlert error={starting.error} /> : null}
          <Group>
            <Button type="submit" disabled={!agent.isActive} loading={starting.isPending}>
              {words.start}
            </Button>
          </Group>
        </Stack>
      </form>
      {starting.data === undefined ? null : (
        <BenchRun key={starting.data} scope={scope} runId={starting.data} />
      )}
    </Stack>
  );
}
