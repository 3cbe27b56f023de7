import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Section } from "../ui/Section";
import { FleetMatrix } from "./FleetMatrix";
import { FleetRunActions } from "./FleetRunActions";
import { FleetRunFacts } from "./FleetRunFacts";
import { fleetRunQuery } from "./fleetQueries";

const route = getRouteApi("/platform/fleet-runs/$batchId");

/** One fleet run: how far it is, and what came of it in each organization. */
export function FleetRunPage() {
  const { batchId } = route.useParams();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const isAllowed = useSession().platformAdmin;
  const asked = useQuery({ ...fleetRunQuery(batchId), enabled: isAllowed });
  if (!isAllowed) {
    return (
      <Page title={texts.fleet.title}>
        <EmptyState title={texts.fleet.refused} />
      </Page>
    );
  }
  return (
    <Page title={asked.data?.name ?? texts.fleet.title} says={asked.data?.workflowName}>
      <Loaded query={asked}>
        {(batch) => (
          <Stack gap="lg">
            <FleetRunActions batch={batch} />
            <FleetRunFacts batch={batch} />
            <Section title={texts.fleet.matrix}>
              <FleetMatrix
                batch={batch}
                state={state}
                onChange={(chosen) =>
                  void navigate({
                    search: chosen === undefined ? {} : { state: chosen },
                    replace: true,
                  })
                }
              />
            </Section>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
