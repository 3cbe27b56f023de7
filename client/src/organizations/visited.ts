import { isStrings, recall, remember } from "../ui/storage";

const RECENTS = "recentOrganizations";
const MOST = 8;

/** The scopes that this browser was in, newest first. */
export function recentScopes(): string[] {
  return recall(RECENTS, isStrings) ?? [];
}

export function lastScope(): string | undefined {
  return recentScopes()[0];
}

export function rememberScope(scope: string): void {
  const others = recentScopes().filter((one) => one !== scope);
  remember(RECENTS, [scope, ...others].slice(0, MOST));
}
