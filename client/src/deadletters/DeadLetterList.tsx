import { Button } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ALL_SCOPE, type Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { DeadLetterSelection } from "./DeadLetterSelection";
import { DeadLetterTable } from "./DeadLetterTable";
import { deadLettersKey, deadLettersQuery } from "./deadLetterQueries";

interface DeadLetterListProps {
  /** One organization, or all of them. */
  scope: Scope;
}

const words = texts.deadLetters;

/** Dead letters, with what can be done with them. */
export function DeadLetterList({ scope }: DeadLetterListProps) {
  const found = useInfiniteQuery(deadLettersQuery(scope));
  const queries = useQueryClient();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  async function refresh() {
    setSelected(new Set());
    await queries.invalidateQueries({ queryKey: deadLettersKey(scope) });
    await queries.invalidateQueries({ queryKey: ["overview"] });
  }

  return (
    <Loaded query={found}>
      {({ pages }) => {
        const letters = pages.flatMap((page) => page.executions);
        if (letters.length === 0)
          return (
            <EmptyState
              title={words.empty}
              says={scope === ALL_SCOPE ? words.emptyOfAllSays : words.emptySays}
            />
          );
        return (
          <>
            <DeadLetterSelection
              scope={scope}
              letters={letters.filter(({ executionId }) => selected.has(executionId))}
              onDone={refresh}
            />
            <DeadLetterTable
              scope={scope}
              letters={letters}
              selected={selected}
              onSelect={setSelected}
              onDone={refresh}
            />
            {found.hasNextPage ? (
              <div>
                <Button loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
                  {texts.common.loadMore}
                </Button>
              </div>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
