import { queryOptions } from "@tanstack/react-query";
import { anonymous, bodyOf } from "../api/client";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The ways to sign in that exist here, and the provider that `/sign-in?provider=` names. */
export const methodsQuery = queryOptions({
  queryKey: ["auth-methods"],
  queryFn: () => bodyOf(anonymous.GET("/api/auth/methods", { params: { query: queryOf() } })),
});

function queryOf(): { provider?: string } {
  const named = new URLSearchParams(window.location.search).get("provider") ?? "";
  return ID.test(named) ? { provider: named } : {};
}
