import type { Ability, SessionView } from "../api/schema";
import { ALL_SCOPE, GLOBAL_SCOPE, type Scope } from "../api/scope";

/** Whether the user may do something in a scope. The client hides; the server decides. */
export function mayIn(session: SessionView, scope: Scope, ability: Ability): boolean {
  if (session.mayEverywhere.includes(ability)) return true;
  const membership = session.organizations.find((one) => one.id === scope);
  return membership?.may.includes(ability) ?? false;
}

/** Whether the user is told what people must hear of there: its administrators are. */
export function hearsOf(session: SessionView, scope: Scope): boolean {
  return scope !== ALL_SCOPE && mayIn(session, scope, "automation.manage");
}

/** Whether the user has any business in the scope. */
export function mayEnter(session: SessionView, scope: Scope): boolean {
  if (session.platformAdmin) return true;
  if (scope === GLOBAL_SCOPE || scope === ALL_SCOPE) return false;
  return session.organizations.some((one) => one.id === scope);
}

/** The scope of the first page, or undefined for a user without any organization. */
export function firstScope(session: SessionView, lastUsed: string | undefined): Scope | undefined {
  if (lastUsed !== undefined && mayEnter(session, lastUsed)) return lastUsed;
  const first = session.defaultOrganization ?? session.organizations[0]?.id;
  return first ?? (session.platformAdmin ? GLOBAL_SCOPE : undefined);
}
