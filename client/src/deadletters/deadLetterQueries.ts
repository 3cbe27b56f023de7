import { infiniteQueryOptions } from "@tanstack/react-query";
import { bodyOf, inScope, platform } from "../api/client";
import type { ExecutionSummary } from "../api/schema";
import { ALL_SCOPE, type Scope, scopeOf } from "../api/scope";
import * as texts from "../texts/texts";

const AT_ONCE = 4;

export const deadLettersKey = (scope: Scope) => [scope, "deadLetters"];

/** The dead letters of an organization, or of all of them. */
export function deadLettersQuery(scope: Scope) {
  return infiniteQueryOptions({
    queryKey: deadLettersKey(scope),
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === "" ? {} : { continuationToken: pageParam };
      return bodyOf(
        scope === ALL_SCOPE
          ? platform.GET("/api/dead-letters", {
              params: { query: { ...query, scope: "all" } },
              signal,
            })
          : inScope(scope).GET("/api/dead-letters", { params: { query }, signal }),
      );
    },
    initialPageParam: "",
    getNextPageParam: ({ continuationToken }) => continuationToken ?? undefined,
  });
}

/** Runs a dead letter again, and returns the id of the new run. */
export async function requeue(
  { executionId, orgId }: ExecutionSummary,
  secrets: Readonly<Record<string, string>>,
): Promise<string> {
  const started = await bodyOf(
    inScope(scopeOf(orgId)).POST("/api/dead-letters/{execution_id}/requeue", {
      params: { path: { execution_id: executionId } },
      body: { inputData: secrets },
    }),
  );
  return started.executionId;
}

/** Discards them, a few at once. Rejects with the first reason if some could not be. */
export async function discard(letters: readonly ExecutionSummary[]): Promise<void> {
  const waiting = [...letters];
  const failures: string[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
        await discardOne(one).catch((error: unknown) => failures.push(String(error)));
      }
    }),
  );
  if (failures.length > 0)
    throw new Error(texts.deadLetters.failed(failures.length, failures[0] ?? ""));
}

function discardOne({ executionId, orgId }: ExecutionSummary): Promise<unknown> {
  return bodyOf(
    inScope(scopeOf(orgId)).DELETE("/api/dead-letters/{execution_id}", {
      params: { path: { execution_id: executionId } },
    }),
  );
}
