import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { FleetRunTable } from "./FleetRunTable";
import { fleetRunsQuery } from "./fleetQueries";

/** What ran for many organizations, the newest first. */
export function FleetRunsPage() {
  const isAllowed = useSession().platformAdmin;
  const asked = useInfiniteQuery({ ...fleetRunsQuery, enabled: isAllowed });
  if (!isAllowed) {
    return (
      <Page title={texts.fleet.title}>
        <EmptyState title={texts.fleet.refused} />
      </Page>
    );
  }
  return (
    <Page
      title={texts.fleet.title}
      says={texts.fleet.says}
      action={
        <LinkButton variant="filled" to="/platform/fleet-runs/new">
          {texts.fleet.make}
        </LinkButton>
      }
    >
      <Loaded query={asked}>
        {({ pages }) => <FleetRunTable batches={pages.flatMap(({ items }) => items)} />}
      </Loaded>
      {asked.hasNextPage ? (
        <div>
          <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
            {texts.fleet.loadMore}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}
