import { lazy, Suspense } from "react";
import { GLOBAL_SCOPE } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import { useMay } from "../session/useMay";
import { useScope } from "../session/useScope";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { SkeletonRows } from "../ui/SkeletonRows";

const FleetHome = lazy(async () => ({ default: (await import("./FleetHome")).FleetHome }));
const MemberHome = lazy(async () => ({ default: (await import("./MemberHome")).MemberHome }));
const OrganizationHome = lazy(async () => ({
  default: (await import("./OrganizationHome")).OrganizationHome,
}));

/** What the user looks at first, by what the user does here. */
export function HomePage() {
  const scope = useScope();
  const may = useMay();
  const { platformAdmin } = useSession();
  const { name } = useOrganization(scope);
  const isOfAll = platformAdmin && scope === GLOBAL_SCOPE;
  return (
    <Page title={texts.home.title} says={isOfAll ? texts.home.overviewSays : texts.home.says(name)}>
      <Suspense fallback={<SkeletonRows />}>
        {isOfAll ? <FleetHome /> : null}
        {!isOfAll && may("automation.manage") ? <OrganizationHome scope={scope} /> : null}
        {may("automation.manage") ? null : <MemberHome scope={scope} />}
      </Suspense>
    </Page>
  );
}
