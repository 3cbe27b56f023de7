import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { GLOBAL_SCOPE } from "../api/scope";
import { useMay } from "../session/useMay";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Section } from "../ui/Section";
import { AgentActions } from "./AgentActions";
import { AgentFacts } from "./AgentFacts";
import { AgentTools } from "./AgentTools";
import { AgentVersions } from "./AgentVersions";
import { agentQuery } from "./agentQueries";
import { TestBench } from "./TestBench";

const route = getRouteApi("/o/$organization/agents/$agentId");
const words = texts.agents;

/** One agent: what it is, its tools, a bench to try it on, and its versions. */
export function AgentPage() {
  const { organization: scope, agentId } = route.useParams();
  const may = useMay();
  const agent = useQuery(agentQuery(scope, agentId));
  const found = agent.data?.thing;
  // Agents of GLOBAL are changed there, by platform administrators.
  const isTheirs = found !== undefined && (!found.isGlobal || scope === GLOBAL_SCOPE);
  const mayEdit = may("ai.manage") && isTheirs && found.sourceFile === null;
  return (
    <Page title={found?.name ?? words.agent} says={found?.description}>
      <Loaded query={agent}>
        {({ thing, version }) => (
          <Stack gap="lg">
            {mayEdit ? <AgentActions scope={scope} agent={thing} version={version} /> : null}
            <AgentFacts agent={thing} />
            <Section title={words.tools}>
              <AgentTools scope={scope} agentId={agentId} />
            </Section>
            <Section title={words.bench}>
              <TestBench scope={scope} agent={thing} agentId={agentId} />
            </Section>
            {may("ai.manage") ? (
              <Section title={words.versions}>
                <AgentVersions
                  scope={scope}
                  agentId={agentId}
                  version={version}
                  mayRestore={mayEdit}
                />
              </Section>
            ) : null}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
