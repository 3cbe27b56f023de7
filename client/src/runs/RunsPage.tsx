import { Button, Group, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { ExecutionSummary } from "../api/schema";
import { ALL_SCOPE } from "../api/scope";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { NoRuns } from "./list/NoRuns";
import { RunDrawer } from "./list/RunDrawer";
import { RunFilters } from "./list/RunFilters";
import { RunSelection } from "./list/RunSelection";
import { RunTable } from "./list/RunTable";
import type { RunsSearch } from "./runsSearch";
import { useRuns } from "./useRuns";

const route = getRouteApi("/o/$organization/runs");

/** Everything that ran, with filters that are in the address. */
export function RunsPage() {
  const scope = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const runs = useRuns(scope, search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [peeked, setPeeked] = useState<ExecutionSummary>();
  const rows = runs.data?.pages.flatMap((page) => page.executions) ?? [];

  function filter(changed: RunsSearch) {
    setSelected(new Set());
    void navigate({ search: changed, replace: true });
  }

  return (
    <Page
      title={texts.runs.title}
      says={scope === ALL_SCOPE ? texts.runs.saysOfAll : texts.runs.says}
    >
      <RunFilters scope={scope} search={search} onChange={filter} />
      <RunSelection
        scope={scope}
        runs={rows.filter((run) => selected.has(run.executionId))}
        shown={rows}
        onDone={() => setSelected(new Set())}
      />
      <Loaded query={runs}>
        {() =>
          rows.length === 0 && !runs.hasNextPage ? (
            <NoRuns isFiltered={Object.keys(search).length > 0} onClear={() => filter({})} />
          ) : (
            <RunTable
              scope={scope}
              runs={rows}
              selected={selected}
              onSelect={setSelected}
              onPeek={setPeeked}
            />
          )
        }
      </Loaded>
      {runs.hasNextPage ? (
        <Group>
          <Button loading={runs.isFetchingNextPage} onClick={() => runs.fetchNextPage()}>
            {texts.common.loadMore}
          </Button>
          <Text size="sm" c="dimmed">
            {texts.runs.shown(rows.length)}
          </Text>
        </Group>
      ) : null}
      <RunDrawer scope={scope} run={peeked} onClose={() => setPeeked(undefined)} />
    </Page>
  );
}
