import { Checkbox, Group } from "@mantine/core";
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
import { needsAttention } from "./attention";
import { ConnectionTable } from "./ConnectionTable";
import { connectionsQuery } from "./connectionQueries";
import type { ConnectionsSearch } from "./connectionsSearch";
import { NewConnection } from "./NewConnection";

const route = getRouteApi("/o/$organization/connections");

/** The connections of an organization, its own and inherited ones. */
export function ConnectionsPage() {
  const scope = useScope();
  const connections = useQuery(connectionsQuery(scope));
  const search = route.useSearch();
  const { q = "", attention = false } = search;
  const navigate = route.useNavigate();
  const set = (next: ConnectionsSearch) => void navigate({ search: next, replace: true });
  const only = attention ? { attention } : {};

  return (
    <Page title={texts.connections.title} says={texts.connections.says} action={<NewConnection />}>
      <Group gap="md">
        <FilterInput
          label={texts.connections.filter}
          value={q}
          onChange={(typed) => set(typed === "" ? only : { ...only, q: typed })}
        />
        <Checkbox
          label={texts.connections.attention}
          checked={attention}
          onChange={(event) =>
            set({
              ...(q === "" ? {} : { q }),
              ...(event.currentTarget.checked ? { attention: true } : {}),
            })
          }
        />
      </Group>
      <Loaded query={connections}>
        {(all) => {
          const found = all.filter(
            (one) =>
              matchWords([one.connection_name, one.description], q) &&
              (!attention || needsAttention(one)),
          );
          if (all.length === 0) {
            return (
              <EmptyState title={texts.connections.empty} says={texts.connections.emptySays} />
            );
          }
          return found.length === 0 ? (
            <NothingMatches title={texts.connections.noMatch} onClear={() => set({})} />
          ) : (
            <ConnectionTable connections={found} scope={scope} />
          );
        }}
      </Loaded>
    </Page>
  );
}
