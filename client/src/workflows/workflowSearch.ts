export interface WorkflowSearch {
  q?: string;
}

/** The filter of the workflows list, from the address. */
export function readWorkflowSearch(given: Record<string, unknown>): WorkflowSearch {
  return typeof given.q === "string" && given.q !== "" ? { q: given.q } : {};
}
