import type { Config, ConfigType, ConfigWrite } from "../api/schema";
import * as texts from "../texts/texts";
import type { Compared } from "../ui/fields";

export const CONFIG_TYPES: readonly ConfigType[] = ["string", "int", "bool", "json", "secret_ref"];

/** What a person types about a value. */
export interface ConfigDraft {
  key: string;
  type: ConfigType;
  /** The value as text; of a secret_ref, the name of its secret. */
  value: string;
  /** A new value for the vault: only what was typed just now, never one that the server knows. */
  secret: string;
  description: string;
}

export const EMPTY_CONFIG: ConfigDraft = {
  key: "",
  type: "string",
  value: "",
  secret: "",
  description: "",
};

export function draftOf({ key, type, value, description = "" }: Config): ConfigDraft {
  return { key, type, value, secret: "", description };
}

/** The draft with another type: a value of the former one would be refused. */
export function withType(draft: ConfigDraft, type: ConfigType): ConfigDraft {
  return { ...draft, type, value: type === "bool" ? "false" : "", secret: "" };
}

export function bodyOfDraft({ key, type, value, secret, description }: ConfigDraft): ConfigWrite {
  const named = { key, type, description };
  if (type !== "secret_ref") return { ...named, value };
  return secret === "" ? { ...named, secretRef: value } : { ...named, value: secret };
}

export function compareConfig({ type, value, secret, description }: ConfigDraft): Compared[] {
  const shown = secret === "" ? value : texts.config.secretValue;
  return [
    { label: texts.config.type, text: texts.config.types[type] },
    { label: texts.config.value, text: shown },
    { label: texts.config.description, text: description },
  ];
}
