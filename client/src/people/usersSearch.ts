import type { UserType } from "../api/schema";

export const KINDS: readonly UserType[] = ["PLATFORM", "ORG"];

/** The filters of the list of users, as the address has them. */
export interface UsersSearch {
  q?: string;
  kind?: UserType;
}

export function readUsersSearch(given: Record<string, unknown>): UsersSearch {
  const kind = KINDS.find((one) => one === given.kind);
  return {
    ...(typeof given.q === "string" && given.q !== "" ? { q: given.q } : {}),
    ...(kind === undefined ? {} : { kind }),
  };
}
