import { getRouteApi } from "@tanstack/react-router";
import { bodyOf, platform } from "../api/client";
import type { BatchCreate } from "../api/schema";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { FleetRunEditor } from "./FleetRunEditor";
import { useFleetChange } from "./fleetQueries";

const route = getRouteApi("/platform/fleet-runs/new");

/** Makes a fleet run. */
export function NewFleetRunPage() {
  const isAllowed = useSession().platformAdmin;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const make = useFleetChange((body: BatchCreate) =>
    bodyOf(platform.POST("/api/batches", { body })),
  );

  function send(body: BatchCreate) {
    make.mutate(body, {
      onSuccess: ({ id }) =>
        void navigate({ to: "/platform/fleet-runs/$batchId", params: { batchId: id } }),
    });
  }

  return (
    <Page title={texts.fleet.make} says={texts.fleet.makeSays}>
      {isAllowed ? (
        <FleetRunEditor
          search={search}
          isPending={make.isPending}
          error={make.error}
          onStart={send}
        />
      ) : (
        <EmptyState title={texts.fleet.refused} />
      )}
    </Page>
  );
}
