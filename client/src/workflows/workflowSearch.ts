export interface WorkflowsSearch {
  q?: string;
}

/** The filter of the workflows list, from the address. */
export function readWorkflowsSearch(given: Record<string, unknown>): WorkflowsSearch {
  return typeof given.q === "string" && given.q !== "" ? { q: given.q } : {};
}

export const WORKFLOW_TABS = ["run", "docs", "code", "runs"] as const;

export type WorkflowTab = (typeof WORKFLOW_TABS)[number];

export interface WorkflowSearch {
  tab?: WorkflowTab;
}

/** The open tab of a workflow's page, from the address. */
export function readWorkflowSearch(given: Record<string, unknown>): WorkflowSearch {
  return isWorkflowTab(given.tab) ? { tab: given.tab } : {};
}

export function isWorkflowTab(value: unknown): value is WorkflowTab {
  return WORKFLOW_TABS.some((tab) => tab === value);
}
