import { anonymous, bodyOf } from "../api/client";
import { credentials } from "../api/credentials";
import { queryClient } from "../api/queryClient";
import { tellTabs } from "../api/refresh";
import type { SessionView } from "../api/schema";
import { forgetUser } from "../ui/storage";
import { rememberPasswordSignIn, sessionQuery } from "./sessionQuery";

/** Signs in. Resolves to why the browser will not keep the sign-in, or to null if it will. */
export async function signInByPassword(email: string, password: string): Promise<string | null> {
  const signed = await bodyOf(
    anonymous.POST("/api/auth/login", { body: { email, password, cookie: true } }),
  );
  credentials.replace(signed.accessToken);
  rememberPasswordSignIn(signed.refreshCookie?.isSet ?? false);
  tellTabs("signed-in");
  return signed.refreshCookie?.reason ?? null;
}

/** Signs out of this browser, in all tabs. */
export async function signOut(session: SessionView): Promise<void> {
  if (session.signedInBy === "password") {
    await bodyOf(anonymous.POST("/api/auth/logout", { body: { cookie: true } }));
  }
  endHere();
  if (session.signedInBy === "frontEnd") {
    window.location.assign("/.auth/logout?post_logout_redirect_uri=/sign-in");
  }
}

/** Forgets the session in this browser, in all of its tabs. */
export function endHere(): void {
  credentials.forget();
  forgetUser();
  tellTabs("signed-out");
  becomeStranger();
}

/** Shows the sign-in, and drops everything that the page had loaded. */
export function becomeStranger(): void {
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, null);
}

/** The address of a provider's sign-in, which comes back to `here`. */
export function providerAddress(url: string, here: string): string {
  const separator = url.includes("?") ? "&" : "?";
  return `${url}${separator}post_login_redirect_uri=${encodeURIComponent(here)}`;
}
