import type { ApiKeyCreate } from "../api/schema";

/** Days until a new key expires. */
export const EXPIRIES = ["30", "90", "365", "never"] as const;

/** What a person types about a new key. */
export interface KeyDraft {
  description: string;
  workflows: readonly string[];
  networks: readonly string[];
  expiry: (typeof EXPIRIES)[number];
}

export const EMPTY_KEY: KeyDraft = {
  description: "",
  workflows: [],
  networks: [],
  expiry: "365",
};

export function bodyOfDraft({ description, workflows, networks, expiry }: KeyDraft): ApiKeyCreate {
  return {
    description,
    workflows: [...workflows],
    networks: [...networks],
    expiresInDays: expiry === "never" ? null : Number(expiry),
  };
}
