import { useQuery } from "@tanstack/react-query";
import { useMay } from "../session/useMay";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { AgentTable } from "./AgentTable";
import { agentsQuery } from "./agentQueries";

const words = texts.agents;

/** The agents of an organization, and those that the platform shares. */
export function AgentsPage() {
  const scope = useScope();
  const may = useMay();
  const agents = useQuery(agentsQuery(scope));
  const action = may("ai.manage") ? (
    <LinkButton variant="filled" to="/o/$organization/agents/new" params={{ organization: scope }}>
      {words.add}
    </LinkButton>
  ) : undefined;
  return (
    <Page title={words.title} says={words.says} action={action}>
      <Loaded query={agents}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState
              title={words.empty}
              says={may("ai.manage") ? words.emptySays : words.emptyForMembers}
            />
          ) : (
            <AgentTable scope={scope} agents={found} />
          )
        }
      </Loaded>
    </Page>
  );
}
