import { Group, Stack, Text } from "@mantine/core";
import { AgentSteps } from "../agentRuns/AgentSteps";
import { useAgentRun } from "../agentRuns/agentRunQueries";
import { RunState } from "../agentRuns/RunState";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { microsText } from "../ui/dollars";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";

interface BenchRunProps {
  scope: Scope;
  runId: string;
}

const words = texts.agents;

/** A run on the bench: its state, what it cost so far, and its steps. */
export function BenchRun({ scope, runId }: BenchRunProps) {
  const { run, steps } = useAgentRun(scope, runId);
  return (
    <Loaded query={run} rows={2} height={72}>
      {(found) => (
        <Stack gap="sm">
          <Group gap="xs">
            <RunState run={found} />
            <Text>{words.benchCost(microsText(found.costMicros), found.tokens)}</Text>
            <LinkButton
              size="compact-sm"
              to="/o/$organization/agent-runs/$runId"
              params={{ organization: scope, runId }}
            >
              {words.openRun}
            </LinkButton>
          </Group>
          <Loaded query={steps} rows={2} height={72}>
            {(journal) => <AgentSteps scope={scope} run={found} steps={journal} />}
          </Loaded>
        </Stack>
      )}
    </Loaded>
  );
}
