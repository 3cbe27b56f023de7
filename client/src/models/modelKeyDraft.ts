import type { LlmKeyCreate, LlmKeyUpdate, LlmKeyView } from "../api/schema";

export type ProviderName = LlmKeyCreate["name"];

export const PROVIDERS = [
  "Anthropic",
  "OpenAI",
  "OpenRouter",
  "Gemini",
  "AzureOpenAI",
  "Compatible",
  "Local",
] as const satisfies readonly ProviderName[];

/** Providers without an address of their own: it is somebody's server. */
const WITH_ADDRESS: ReadonlySet<ProviderName> = new Set(["AzureOpenAI", "Compatible", "Local"]);

/** What is typed about a key. An empty key leaves the stored one as it is. */
export interface ModelKeyDraft {
  name: ProviderName;
  key: string;
  model: string;
  url: string;
  isDefault: boolean;
}

export const NEW_KEY: ModelKeyDraft = {
  name: "Anthropic",
  key: "",
  model: "",
  url: "",
  isDefault: false,
};

export function needsAddress(name: ProviderName): boolean {
  return WITH_ADDRESS.has(name);
}

export function draftOf({ name, model, url, isDefault }: LlmKeyView): ModelKeyDraft {
  return { name, key: "", model, url, isDefault };
}

export function newKeyOf({ name, key, model, url, isDefault }: ModelKeyDraft): LlmKeyCreate {
  return { name, key, model, isDefault, url: url.trim() === "" ? null : url };
}

/** What is sent of a changed key: only what differs, for another address voids the key. */
export function changeOf(before: LlmKeyView, draft: ModelKeyDraft): LlmKeyUpdate {
  const { key, model, url, isDefault } = draft;
  return {
    ...(key.trim() === "" ? {} : { key }),
    ...(model === before.model ? {} : { model }),
    ...(url.trim() === before.url ? {} : { url }),
    ...(isDefault === before.isDefault ? {} : { isDefault }),
  };
}
