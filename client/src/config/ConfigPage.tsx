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
import { ConfigTable } from "./ConfigTable";
import { configQuery } from "./configQueries";
import { NewConfig } from "./NewConfig";

const route = getRouteApi("/o/$organization/config");

/** The configuration of an organization, own and inherited. */
export function ConfigPage() {
  const scope = useScope();
  const values = useQuery(configQuery(scope));
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (typed: string) =>
    void navigate({ search: typed === "" ? {} : { q: typed }, replace: true });
  return (
    <Page title={texts.config.title} says={texts.config.says} action={<NewConfig />}>
      <FilterInput label={texts.config.filter} value={q} onChange={filter} />
      <Loaded query={values}>
        {(all) => {
          const found = all.filter(({ key, description, type, value }) =>
            matchWords([key, description, type === "secret_ref" ? "" : value], q),
          );
          if (all.length === 0) {
            return <EmptyState title={texts.config.empty} says={texts.config.emptySays} />;
          }
          return found.length === 0 ? (
            <NothingMatches title={texts.config.noMatch} onClear={() => filter("")} />
          ) : (
            <ConfigTable values={found} scope={scope} />
          );
        }}
      </Loaded>
    </Page>
  );
}
