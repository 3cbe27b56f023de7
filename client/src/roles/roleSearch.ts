export const ROLE_TABS = ["people", "forms"] as const;

/** The tab of a role's page, as the address has it. */
export interface RoleSearch {
  tab?: (typeof ROLE_TABS)[number];
}

export function readRoleSearch(given: Record<string, unknown>): RoleSearch {
  const tab = ROLE_TABS.find((one) => one === given.tab);
  return tab === undefined ? {} : { tab };
}
