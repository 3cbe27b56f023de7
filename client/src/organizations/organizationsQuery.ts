import { queryOptions } from "@tanstack/react-query";
import { platform } from "../api/client";
import { everyItem, pageOf } from "../api/pages";

const PAGE = 1000;

/** Every organization, for platform administrators. */
export const organizationsQuery = queryOptions({
  queryKey: ["organizations"],
  queryFn: ({ signal }) =>
    everyItem((token) =>
      pageOf(
        platform.GET("/api/organizations", {
          params: { query: { limit: PAGE, continuationToken: token ?? null } },
          signal,
        }),
      ),
    ),
  staleTime: 5 * 60_000,
});
