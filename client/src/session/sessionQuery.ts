import { queryOptions } from "@tanstack/react-query";
import { anonymous, bodyOf } from "../api/client";
import { credentials } from "../api/credentials";
import { attempt } from "../api/http";
import { ApiProblem } from "../api/problems";
import { refresh } from "../api/refresh";
import type { SessionView } from "../api/schema";
import { recall, remember } from "../ui/storage";

/** Whether this browser has the refresh cookie of a password sign-in; scripts cannot see it. */
const COOKIE_HINT = "signedInByPassword";

export function rememberPasswordSignIn(yes: boolean): void {
  remember(COOKIE_HINT, yes);
}

/** The session of the browser, or null for a stranger. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: loadSession,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Asks who is signed in; renews the access token from the cookie where there is one. */
export async function loadSession(): Promise<SessionView | null> {
  if (credentials.accessToken() === undefined && recall(COOKIE_HINT, isTrue))
    await refresh(attempt, undefined);
  try {
    return await bodyOf(
      anonymous.GET("/api/session", { params: { query: { preferences: true } } }),
    );
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

function isTrue(value: unknown): value is true {
  return value === true;
}
