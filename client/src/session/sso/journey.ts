/** The way to a sign-in provider and back, which one tab begins and finishes. */

import { anonymous, bodyOf, platform } from "../../api/client";
import type { SsoReturn } from "../../api/schema";
import { loadSession } from "../sessionQuery";
import { type Entered, entered } from "../signIn";

/** Why the browser goes to the provider. */
export type Purpose = "signIn" | "link" | "stepUp";

interface Journey {
  purpose: Purpose;
  providerId: string;
  state: string;
  browserSecret: string;
  /** The page to show afterwards: a path of our own. */
  returnTo: string;
}

export interface Arrival {
  purpose: Purpose;
  returnTo: string;
  body: SsoReturn;
}

const KEY = "bifrost.sso";
let taken: Arrival | null | undefined;

/** Goes to the provider. The tab keeps a secret, without which no other page can finish it. */
export async function leave(
  purpose: Purpose,
  providerId: string,
  returnTo: string,
  open: (url: string) => void = (url) => window.location.assign(url),
): Promise<void> {
  const { authorizationUrl, state, browserSecret } = await begun(purpose, providerId);
  const journey: Journey = { purpose, providerId, state, browserSecret, returnTo };
  sessionStorage.setItem(KEY, JSON.stringify(journey));
  open(authorizationUrl);
}

function begun(purpose: Purpose, providerId: string) {
  const body = { providerId };
  if (purpose === "signIn") return bodyOf(anonymous.POST("/api/auth/sso", { body }));
  if (purpose === "link") return bodyOf(platform.POST("/api/users/me/identities/begin", { body }));
  return bodyOf(platform.POST("/api/auth/step-up/sso", { body }));
}

/** What a provider sent to `/sign-in/callback/{id}`; null unless this tab asked for it. */
export function takeArrival(): Arrival | null {
  // Kept in memory: a page may be rendered more than once before it is shown.
  if (taken === undefined) {
    const { pathname, search, hash } = window.location;
    window.history.replaceState(null, "", pathname);
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    taken = arrivalOf(pathname, hash.length > 1 ? hash.slice(1) : search, kept);
  }
  return taken;
}

/** Joins what the provider sent with what the tab kept; null if they do not belong together. */
export function arrivalOf(path: string, sent: string, kept: string | null): Arrival | null {
  const journey = kept === null ? null : (JSON.parse(kept) as Journey);
  const given = new URLSearchParams(sent);
  const providerId = path.split("/")[3];
  if (journey === null || journey.providerId !== providerId) return null;
  if (journey.state !== given.get("state")) return null;
  return {
    purpose: journey.purpose,
    returnTo: ownPath(journey.returnTo),
    body: {
      providerId,
      state: journey.state,
      browserSecret: journey.browserSecret,
      code: given.get("code"),
      error: given.get("error"),
      iss: given.get("iss"),
    },
  };
}

/** The path if it is one of our own pages, else the start. */
export function ownPath(path: string): string {
  return /^\/(?![/\\])/.test(path) ? path : "/";
}

/** Posts what the provider sent, for the purpose that this tab left for. */
export async function finish({ purpose, body }: Arrival): Promise<Entered> {
  if (purpose === "signIn") return signInByProvider(body);
  await loadSession();
  if (purpose === "link") await bodyOf(anonymous.POST("/api/users/me/identities", { body }));
  else await bodyOf(anonymous.POST("/api/auth/step-up/sso/finish", { body }));
  return { notLasting: null };
}

/** Signs in with what a provider sent back, unless a second factor is needed, too, or has to be added. */
async function signInByProvider(came: SsoReturn): Promise<Entered> {
  const answer = await bodyOf(
    anonymous.POST("/api/auth/sso/finish", { body: { ...came, cookie: true } }),
  );
  return entered(answer);
}

/** The page that is open, to come back to. */
export function here(): string {
  const { pathname, search, hash } = window.location;
  return pathname === "/sign-in" ? "/" : pathname + search + hash;
}
