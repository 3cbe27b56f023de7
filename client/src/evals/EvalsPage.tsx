import { Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { agentQuery } from "../agents/agentQueries";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { Section } from "../ui/Section";
import { EvalCases } from "./EvalCases";
import { EvaluationTable } from "./EvaluationTable";
import { evaluationsQuery, useEvaluate } from "./evalQueries";

const route = getRouteApi("/o/$organization/agents/$agentId/evals");
const words = texts.evals;

/** The evaluations of an agent: past ones, the cases of one of them, and a new one. */
export function EvalsPage() {
  const { organization: scope, agentId } = route.useParams();
  const { batch } = route.useSearch();
  const navigate = route.useNavigate();
  const agent = useQuery(agentQuery(scope, agentId));
  const past = useInfiniteQuery(evaluationsQuery(scope, agentId));
  const starting = useEvaluate(scope, agentId);
  const place = { organization: scope, agentId };

  async function start() {
    const begun = await starting.mutateAsync();
    await navigate({ search: { batch: begun.batch } });
  }

  return (
    <Page title={words.title(agent.data?.thing.name ?? "")} says={words.says}>
      <Loaded query={agent}>
        {({ thing: { evals = [] } }) =>
          evals.length === 0 ? (
            <EmptyState
              title={words.none}
              says={words.noneSays}
              action={
                <LinkButton to="/o/$organization/agents/$agentId/edit" params={place}>
                  {words.edit}
                </LinkButton>
              }
            />
          ) : (
            <Group>
              <Button
                variant="filled"
                loading={starting.isPending}
                onClick={() => void start().catch(() => undefined)}
              >
                {words.start(evals.length)}
              </Button>
            </Group>
          )
        }
      </Loaded>
      {starting.isError ? <ProblemAlert error={starting.error} /> : null}
      {batch === undefined ? null : (
        <Section title={words.cases}>
          <EvalCases scope={scope} agentId={agentId} batch={batch} />
        </Section>
      )}
      <Section title={words.past}>
        <Loaded query={past}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items);
            return rows.length === 0 ? (
              <Text c="dimmed">{words.noPast}</Text>
            ) : (
              <Stack>
                <EvaluationTable scope={scope} agentId={agentId} rows={rows} />
              </Stack>
            );
          }}
        </Loaded>
        {past.hasNextPage ? (
          <Button loading={past.isFetchingNextPage} onClick={() => past.fetchNextPage()}>
            {texts.common.loadMore}
          </Button>
        ) : null}
      </Section>
    </Page>
  );
}
