/** The tab of the page, as the address has it. */
export interface ApprovalsSearch {
  tab?: "history";
}

export function readApprovalsSearch(given: Record<string, unknown>): ApprovalsSearch {
  return given.tab === "history" ? { tab: "history" } : {};
}
