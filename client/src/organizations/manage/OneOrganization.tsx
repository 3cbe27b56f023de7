import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { OrganizationActions } from "./OrganizationActions";
import { OrganizationFacts } from "./OrganizationFacts";
import { organizationQuery } from "./organizationQueries";

const route = getRouteApi("/platform/organizations/$organizationId");

/** What there is to see of it, and to do with it. */
export function OneOrganization() {
  const { organizationId } = route.useParams();
  const organization = useQuery(organizationQuery(organizationId));
  const found = organization.data;
  return (
    <Page
      title={found?.name ?? texts.customers.one}
      says={found?.domains?.join(", ") || "\u00a0"}
      {...(found === undefined ? {} : { action: <OrganizationActions organization={found} /> })}
    >
      <Loaded query={organization} rows={5} height={24}>
        {(one) => <OrganizationFacts organization={one} />}
      </Loaded>
    </Page>
  );
}
