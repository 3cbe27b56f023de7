import { Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Section } from "../ui/Section";
import { AgentRunActions } from "./AgentRunActions";
import { AgentRunFacts } from "./AgentRunFacts";
import { AgentSteps } from "./AgentSteps";
import { useAgentRun } from "./agentRunQueries";

const route = getRouteApi("/o/$organization/agent-runs/$runId");
const words = texts.agentRuns;

/** One run of an agent: what it did, what it waits for, and what it cost. */
export function AgentRunPage() {
  const { organization: scope, runId } = route.useParams();
  const { run, steps } = useAgentRun(scope, runId);
  return (
    <Page
      title={run.data === undefined ? words.run : words.runOf(run.data.agentName)}
      says={run.data?.isDry ? words.drySays : undefined}
    >
      <Loaded query={run}>
        {(found) => (
          <Stack gap="lg">
            <AgentRunActions scope={scope} run={found} />
            <AgentRunFacts scope={scope} run={found} />
            <Section title={words.steps}>
              <Loaded query={steps}>
                {(journal) => <AgentSteps scope={scope} run={found} steps={journal} />}
              </Loaded>
            </Section>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
