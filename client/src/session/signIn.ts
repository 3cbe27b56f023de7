import { anonymous, bodyOf } from "../api/client";
import { credentials } from "../api/credentials";
import { queryClient } from "../api/queryClient";
import { tellTabs } from "../api/refresh";
import type { FactorSetupNeeded, SecondFactorNeeded, SessionView, SignedIn } from "../api/schema";
import { forgetUser } from "../ui/storage";
import { rememberPasswordSignIn, sessionQuery } from "./sessionQuery";

/** A sign-in that waits for a second factor, or for a new one, with the token of that step. */
export type Waiting = { mfaToken: string; takesPasskey: boolean } | { setupToken: string };

/** What a sign-in led to: a next step, or why the browser will not keep it. */
export type Entered = Waiting | { notLasting: string | null };

/** Signs in, unless a second factor is needed, too, or has to be added first. */
export async function signInByPassword(email: string, password: string): Promise<Entered> {
  return entered(
    await bodyOf(anonymous.POST("/api/auth/login", { body: { email, password, cookie: true } })),
  );
}

/** Takes the answer to a first step: its tokens, or what it still needs. */
export function entered(answer: SignedIn | SecondFactorNeeded | FactorSetupNeeded): Entered {
  if (answer.status === "mfa_required") {
    return { mfaToken: answer.mfaToken, takesPasskey: answer.methods.includes("passkey") };
  }
  if (answer.status === "mfa_setup_required") return { setupToken: answer.setupToken };
  return { notLasting: enter(answer) };
}

/** Signs in with a code. Resolves to why the browser will not keep the sign-in, or to null. */
export async function signInByCode(mfaToken: string, code: string): Promise<string | null> {
  return enter(
    await bodyOf(
      anonymous.POST("/api/auth/mfa/verify", { body: { mfaToken, code, cookie: true } }),
    ),
  );
}

/** Lets this browser skip the second factor for a while; resolves to why it cannot, or to null. */
export async function trustThisBrowser(): Promise<string | null> {
  try {
    await bodyOf(anonymous.POST("/api/auth/mfa/trusted-devices"));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

let untold: string | null = null;

/** Why the browser will not keep this sign-in, once: the pages after it say so. */
export function takeUntold(): string | null {
  const reason = untold;
  untold = null;
  return reason;
}

/** Takes the tokens of a sign-in; returns why the browser will not keep it, or null. */
export function enter(signed: SignedIn): string | null {
  credentials.replace(signed.accessToken);
  rememberPasswordSignIn(signed.refreshCookie?.isSet ?? false);
  tellTabs("signed-in");
  untold = signed.refreshCookie?.reason ?? null;
  return untold;
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

/** What a stranger may see, too. */
const PUBLIC = new Set(["session", "branding", "auth-methods"]);

/** Shows the sign-in, and drops everything that the page had loaded. */
export function becomeStranger(): void {
  queryClient.setQueryData(sessionQuery.queryKey, null);
  queryClient.removeQueries({ predicate: ({ queryKey }) => !PUBLIC.has(String(queryKey[0])) });
}

/** The address of a provider's sign-in, which comes back to `here`. */
export function providerAddress(url: string, here: string): string {
  const separator = url.includes("?") ? "&" : "?";
  return `${url}${separator}post_login_redirect_uri=${encodeURIComponent(here)}`;
}
