/** The filters of the list, as the address has them. */
export interface ConnectionsSearch {
  q?: string;
  attention?: true;
}

export function readConnectionsSearch(given: Record<string, unknown>): ConnectionsSearch {
  return {
    ...(typeof given.q === "string" && given.q !== "" ? { q: given.q } : {}),
    ...(given.attention === true || given.attention === "true" ? { attention: true } : {}),
  };
}

/** The tab of a connection's page, as the address has it. */
export interface ConnectionSearch {
  tab?: "customers";
}

export function readConnectionSearch(given: Record<string, unknown>): ConnectionSearch {
  return given.tab === "customers" ? { tab: "customers" } : {};
}
