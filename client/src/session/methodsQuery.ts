import { queryOptions } from "@tanstack/react-query";
import { anonymous, bodyOf } from "../api/client";

/** The ways to sign in that exist here. */
export const methodsQuery = queryOptions({
  queryKey: ["auth-methods"],
  queryFn: () => bodyOf(anonymous.GET("/api/auth/methods")),
});
