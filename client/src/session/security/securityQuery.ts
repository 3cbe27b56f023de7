import { queryOptions } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";

/** The user's own second factor and trusted browsers. */
export const securityQuery = queryOptions({
  queryKey: ["own-security"],
  queryFn: ({ signal }) => bodyOf(platform.GET("/api/users/me/mfa", { signal })),
});
