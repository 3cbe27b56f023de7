import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { FilterInput } from "../ui/FilterInput";
import { Loaded } from "../ui/Loaded";
import { matchWords } from "../ui/matchWords";
import { NothingMatches } from "../ui/NothingMatches";
import { Page } from "../ui/Page";
import type { Column } from "../ui/table";
import { secretsQuery } from "./configQueries";
import { NewSecret } from "./NewSecret";
import { SecretActions } from "./SecretActions";

const route = getRouteApi("/o/$organization/secrets");

const COLUMNS: readonly Column<string>[] = [
  { key: "name", header: texts.secrets.name, isTitle: true, cell: (name) => name },
  {
    key: "actions",
    header: texts.secrets.actions,
    isAction: true,
    cell: (name) => <SecretActions name={name} />,
  },
];

/** The names of an organization's own secrets. */
export function SecretsPage() {
  const names = useQuery(secretsQuery(useScope()));
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = (typed: string) =>
    void navigate({ search: typed === "" ? {} : { q: typed }, replace: true });
  return (
    <Page title={texts.secrets.title} says={texts.secrets.says} action={<NewSecret />}>
      <FilterInput label={texts.secrets.filter} value={q} onChange={filter} />
      <Loaded query={names}>
        {(all) => {
          const found = all.filter((name) => matchWords([name], q));
          if (all.length === 0) {
            return <EmptyState title={texts.secrets.empty} says={texts.secrets.emptySays} />;
          }
          return found.length === 0 ? (
            <NothingMatches title={texts.secrets.noMatch} onClear={() => filter("")} />
          ) : (
            <DataTable
              label={texts.secrets.title}
              columns={COLUMNS}
              rows={found}
              keyOf={(name) => name}
            />
          );
        }}
      </Loaded>
    </Page>
  );
}
