import { queryOptions } from "@tanstack/react-query";
import { bodyOf, platform } from "../api/client";

export const PACKAGES_KEY = ["packages"];

/** While an installation is under way, its log is asked for this often. */
const RUNNING_MS = 2000;

export const packagesQuery = queryOptions({
  queryKey: [...PACKAGES_KEY, "list"],
  queryFn: ({ signal }) => bodyOf(platform.GET("/api/packages", { signal })),
});

/** Asks the package index, so only when an administrator wants to know. */
export const updatesQuery = queryOptions({
  queryKey: [...PACKAGES_KEY, "updates"],
  queryFn: ({ signal }) => bodyOf(platform.GET("/api/packages/updates", { signal })),
  enabled: false,
});

export function jobQuery(jobId: string) {
  return queryOptions({
    queryKey: [...PACKAGES_KEY, "job", jobId],
    queryFn: ({ signal }) =>
      bodyOf(
        platform.GET("/api/packages/jobs/{job_id}", {
          params: { path: { job_id: jobId } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (isOver(state.data?.status) ? false : RUNNING_MS),
  });
}

export function isOver(status: string | undefined): boolean {
  return status === "success" || status === "failed";
}
