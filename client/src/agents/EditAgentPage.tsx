import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { agentQuery } from "./agentQueries";
import { SavedAgentEditor } from "./SavedAgentEditor";

const route = getRouteApi("/o/$organization/agents/$agentId/edit");

/** Changes an agent; every save is a version. */
export function EditAgentPage() {
  const { organization: scope, agentId } = route.useParams();
  // What is typed is not lost when the tab is looked at again.
  const agent = useQuery({
    ...agentQuery(scope, agentId),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <Page title={texts.agents.editTitle(agent.data?.thing.name ?? "")} says={texts.agents.editSays}>
      <Loaded query={agent}>
        {(found) => <SavedAgentEditor scope={scope} agentId={agentId} found={found} />}
      </Loaded>
    </Page>
  );
}
