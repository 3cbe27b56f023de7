import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { FilterInput } from "../ui/FilterInput";
import { Loaded } from "../ui/Loaded";
import { matchWords } from "../ui/matchWords";
import { NothingMatches } from "../ui/NothingMatches";
import { Page } from "../ui/Page";
import { NewRole } from "./NewRole";
import { RoleTable } from "./RoleTable";
import { rolesQuery } from "./roleQueries";

const route = getRouteApi("/o/$organization/roles");

/** The roles of an organization. */
export function RolesPage() {
  const roles = useQuery(rolesQuery(useScope()));
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (typed: string) =>
    void navigate({ search: typed === "" ? {} : { q: typed }, replace: true });

  return (
    <Page title={texts.roles.title} says={texts.roles.says} action={<NewRole />}>
      <FilterInput label={texts.roles.filter} value={q} onChange={filter} />
      <Loaded query={roles}>
        {(all) => {
          const found = all.filter(({ name, description }) => matchWords([name, description], q));
          if (all.length === 0) {
            return <EmptyState title={texts.roles.empty} says={texts.roles.emptySays} />;
          }
          return found.length === 0 ? (
            <NothingMatches title={texts.roles.noMatch} onClear={() => filter("")} />
          ) : (
            <RoleTable roles={found} />
          );
        }}
      </Loaded>
    </Page>
  );
}
