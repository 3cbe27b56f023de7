export interface WorkflowsSearch {
  q?: string;
}

/** The filter of the workflows list, from the address. */
export function readWorkflowsSearch(given: Record<string, unknown>): WorkflowsSearch {
  return typeof given.q === "string" && given.q !== "" ? { q: given.q } : {};
}

export const WORKFLOW_TABS = ["run", "runs", "forms", "docs", "code"] as const;

export type WorkflowTab = (typeof WORKFLOW_TABS)[number];

export interface WorkflowSearch {
  tab?: WorkflowTab;
  /** The run whose input is filled in. */
  from?: string;
}

const RUN_ID = /^[0-9a-f-]{36}$/;

/** The open tab of a workflow's page, from the address. */
export function readWorkflowSearch(given: Record<string, unknown>): WorkflowSearch {
  return {
    ...(isWorkflowTab(given.tab) ? { tab: given.tab } : {}),
    ...(typeof given.from === "string" && RUN_ID.test(given.from) ? { from: given.from } : {}),
  };
}

export function isWorkflowTab(value: unknown): value is WorkflowTab {
  return WORKFLOW_TABS.some((tab) => tab === value);
}
