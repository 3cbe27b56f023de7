import { queryOptions } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";

/** The user's accounts at providers, and the providers to link one of. */
export const identitiesQuery = queryOptions({
  queryKey: ["own-identities"],
  queryFn: () => bodyOf(platform.GET("/api/users/me/identities")),
});
