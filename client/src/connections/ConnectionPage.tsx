import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { GLOBAL_SCOPE } from "../api/scope";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { ConnectionActions } from "./ConnectionActions";
import { ConnectionOverview } from "./ConnectionOverview";
import { CustomerMatrix } from "./CustomerMatrix";
import { connectionQuery } from "./connectionQueries";

const route = getRouteApi("/o/$organization/connections/$connection");

/** One connection: how it fares, what to do, and all customers of one of GLOBAL. */
export function ConnectionPage() {
  const scope = useScope();
  const { connection: name } = route.useParams();
  const { tab = "overview" } = route.useSearch();
  const navigate = route.useNavigate();
  const connection = useQuery(connectionQuery(scope, name));
  const known = connection.data;
  const hasCustomers = scope === GLOBAL_SCOPE && known?.per_organization === true;
  return (
    <Page
      title={name}
      says={known?.description || "\u00a0"}
      {...(known === undefined ? {} : { action: <ConnectionActions connection={known} /> })}
    >
      {hasCustomers ? (
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={(chosen) =>
            void navigate({
              search: chosen === "customers" ? { tab: chosen } : {},
              replace: true,
            })
          }
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="overview">{texts.connections.overview}</Tabs.Tab>
            <Tabs.Tab value="customers">{texts.connections.customers}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="overview">
            <ConnectionOverview name={name} />
          </Tabs.Panel>
          <Tabs.Panel value="customers">
            <CustomerMatrix name={name} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <ConnectionOverview name={name} />
      )}
    </Page>
  );
}
