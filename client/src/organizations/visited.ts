import { preferenceNamed, stringsIn } from "../session/preferences";

const MOST = 8;
const recents = preferenceNamed("recentOrganizations", stringsIn);

/** The scopes that the user was in, newest first. */
export function recentScopes(): readonly string[] {
  return recents.read();
}

export function lastScope(): string | undefined {
  return recentScopes()[0];
}

export function rememberScope(scope: string): void {
  if (lastScope() === scope) return;
  recents.change((known) => [scope, ...known.filter((one) => one !== scope)].slice(0, MOST));
}
