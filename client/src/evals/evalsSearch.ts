/** The evaluation whose cases are shown, as the address has it. */
export interface EvalsSearch {
  batch?: string;
}

export function readEvalsSearch(given: Record<string, unknown>): EvalsSearch {
  return typeof given.batch === "string" ? { batch: given.batch } : {};
}
