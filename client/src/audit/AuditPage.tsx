import { Button, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { AuditActions } from "./AuditActions";
import { AuditFilters } from "./AuditFilters";
import { AuditTable } from "./AuditTable";
import { auditEntriesQuery } from "./auditQueries";
import type { AuditSearch } from "./auditSearch";
import { foldEntries } from "./foldEntries";
import { NoEntries } from "./NoEntries";

const route = getRouteApi("/o/$organization/audit");

/** Who changed what in the organization, newest first. */
export function AuditPage() {
  const scope = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const entries = useInfiniteQuery(auditEntriesQuery(scope, search));
  const [broken, setBroken] = useState<number>();
  const isFiltered = Object.keys(search).length > 0;

  function filter(changed: AuditSearch) {
    void navigate({ search: changed, replace: true });
  }

  return (
    <Page title={texts.audit.title} says={texts.audit.says}>
      <AuditActions
        scope={scope}
        onVerified={({ firstBroken }) => setBroken(firstBroken?.sequence)}
      />
      <AuditFilters search={search} onChange={filter} />
      <Loaded query={entries}>
        {({ pages }) => {
          const found = foldEntries(pages.flatMap(({ items }) => items));
          return (
            <Stack>
              {found.length > 0 ? (
                <AuditTable entries={found} broken={broken} />
              ) : (
                <NoEntries isFiltered={isFiltered} onClear={() => filter({})} />
              )}
              {entries.hasNextPage ? (
                <Button
                  loading={entries.isFetchingNextPage}
                  onClick={() => void entries.fetchNextPage()}
                >
                  {found.length > 0 ? texts.audit.more : texts.audit.looksFurther}
                </Button>
              ) : null}
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}
