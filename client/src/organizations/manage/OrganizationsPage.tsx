import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ForAdministrators } from "../../session/ForAdministrators";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { EmptyState } from "../../ui/EmptyState";
import { FilterInput } from "../../ui/FilterInput";
import { Loaded } from "../../ui/Loaded";
import { matchWords } from "../../ui/matchWords";
import { NothingMatches } from "../../ui/NothingMatches";
import { Page } from "../../ui/Page";
import { organizationsQuery } from "../organizationsQuery";
import { NewOrganization } from "./NewOrganization";
import { OrganizationTable } from "./OrganizationTable";

const route = getRouteApi("/platform/organizations");

/** All organizations, for platform administrators. */
export function OrganizationsPage() {
  const mayManage = useSession().may.includes("organizations.manage");
  const organizations = useQuery({ ...organizationsQuery, enabled: mayManage });
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (typed: string) =>
    void navigate({ search: typed === "" ? {} : { q: typed }, replace: true });

  return (
    <ForAdministrators needs="organizations.manage" title={texts.customers.title}>
      <Page title={texts.customers.title} says={texts.customers.says} action={<NewOrganization />}>
        <FilterInput label={texts.customers.filter} value={q} onChange={filter} />
        <Loaded query={organizations}>
          {(all) => {
            const found = all.filter(({ id, name, domains = [], tags = [] }) =>
              matchWords([id, name, ...domains, ...tags], q),
            );
            if (all.length === 0) {
              return <EmptyState title={texts.customers.empty} says={texts.customers.emptySays} />;
            }
            return found.length === 0 ? (
              <NothingMatches title={texts.customers.noMatch} onClear={() => filter("")} />
            ) : (
              <OrganizationTable organizations={found} />
            );
          }}
        </Loaded>
      </Page>
    </ForAdministrators>
  );
}
