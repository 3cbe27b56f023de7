import type { RowState } from "../api/schema";

export const ROW_STATES: readonly RowState[] = [
  "waiting",
  "running",
  "succeeded",
  "failed",
  "cancelled",
  "skipped",
  "unstarted",
];

export interface FleetRunSearch {
  state?: RowState;
}

/** The filter of a fleet run's organizations, from the address. */
export function readFleetRunSearch(given: Record<string, unknown>): FleetRunSearch {
  const state = ROW_STATES.find((one) => one === given.state);
  return state === undefined ? {} : { state };
}

export interface NewFleetRunSearch {
  workflow?: string;
  form?: string;
  /** Whose rows a table begins with: the organization in which the form was open. */
  organization?: string;
  /** The id of the only organization that can run it: the one whose own form it is. */
  only?: string;
}

/** What a new fleet run is to run, from the address. */
export function readNewFleetRunSearch(given: Record<string, unknown>): NewFleetRunSearch {
  const { workflow, form, organization, only } = given;
  return {
    ...(typeof workflow === "string" && workflow !== "" ? { workflow } : {}),
    ...(typeof form === "string" && form !== "" ? { form } : {}),
    ...(typeof organization === "string" && organization !== "" ? { organization } : {}),
    ...(typeof only === "string" && only !== "" ? { only } : {}),
  };
}
