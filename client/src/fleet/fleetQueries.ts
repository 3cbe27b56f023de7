import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { bodyOf, platform } from "../api/client";
import { pageOf } from "../api/pages";
import type { BatchDetails } from "../api/schema";

const POLL_MS = 6000;
const PAGE = 50;
const KEY = ["fleet-runs"];

/** Fleet runs, the newest first. */
export const fleetRunsQuery = infiniteQueryOptions({
  queryKey: [...KEY, "list"],
  queryFn: ({ pageParam, signal }) =>
    pageOf(
      platform.GET("/api/batches", {
        params: {
          query: { limit: PAGE, ...(pageParam ? { continuationToken: pageParam } : {}) },
        },
        signal,
      }),
    ),
  initialPageParam: "",
  getNextPageParam: (page) => page.next,
});

/** One fleet run with its rows; asked for again while it is under way. */
export function fleetRunQuery(id: string) {
  return queryOptions({
    queryKey: [...KEY, "one", id],
    queryFn: ({ signal }) =>
      bodyOf(
        platform.GET("/api/batches/{batch_id}", { params: { path: { batch_id: id } }, signal }),
      ),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? POLL_MS : false),
  });
}

/** A change of a fleet run; its page shows the answer at once. */
export function useFleetChange<Given>(change: (given: Given) => Promise<BatchDetails>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (batch) => queryClient.setQueryData(fleetRunQuery(batch.id).queryKey, batch),
    onSettled: () => queryClient.invalidateQueries({ queryKey: [...KEY, "list"] }),
  });
}
