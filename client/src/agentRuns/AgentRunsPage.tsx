import { Button, Group } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNews, useReread } from "../api/news";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { AgentRunTable } from "./AgentRunTable";
import { agentRunsKey, agentRunsQuery } from "./agentRunQueries";

const REFRESH_MS = 15_000;
const words = texts.agentRuns;

/** What agents did, and what it cost. */
export function AgentRunsPage() {
  const scope = useScope();
  const reread = useReread(scope);
  const isLive = useNews(scope, "executions", () => reread([...agentRunsKey(scope), "list"]));
  const runs = useInfiniteQuery({
    ...agentRunsQuery(scope),
    refetchInterval: isLive ? false : REFRESH_MS,
  });
  return (
    <Page title={words.title} says={words.says}>
      <Loaded query={runs}>
        {({ pages }) => {
          const rows = pages.flatMap(({ executions }) => executions);
          return rows.length === 0 ? (
            <EmptyState
              title={words.empty}
              says={words.emptySays}
              action={
                <LinkButton to="/o/$organization/agents" params={{ organization: scope }}>
                  {words.toAgents}
                </LinkButton>
              }
            />
          ) : (
            <AgentRunTable scope={scope} runs={rows} />
          );
        }}
      </Loaded>
      {runs.hasNextPage ? (
        <Group>
          <Button loading={runs.isFetchingNextPage} onClick={() => runs.fetchNextPage()}>
            {texts.common.loadMore}
          </Button>
        </Group>
      ) : null}
    </Page>
  );
}
