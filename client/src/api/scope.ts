/**
 * The scope that a request acts in. It comes from the address of the page, `/o/{organization}/…`,
 * and from nowhere else.
 */
export type Scope = string;

/** The scope without an organization, in addresses. */
export const GLOBAL_SCOPE = "global";

const GLOBAL_ID = "GLOBAL";

/** The scope of platform administrators that covers every organization, for reading lists. */
export const ALL_SCOPE = "all";

/** The value of X-Organization-Id for a scope; only api/client.ts sends it. */
export function headerOf(scope: Scope): string {
  return scope === GLOBAL_SCOPE ? GLOBAL_ID : scope;
}

/** The scope of an organization's id, as answers have it. */
export function scopeOf(organizationId: string): Scope {
  return organizationId === GLOBAL_ID ? GLOBAL_SCOPE : organizationId;
}
