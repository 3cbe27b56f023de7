import type { Secret } from "../api/schema";
import * as texts from "../texts/texts";
import type { Compared } from "../ui/fields";
import { absoluteTime } from "../ui/time";

/** What a person types about a secret. It lives as long as the dialog. */
export interface SecretDraft {
  name: string;
  value: string;
  /** When the value was set that the draft replaces. */
  setAt?: string;
}

/** A new value of a secret: what is stored is not in it. */
export function secretDraftOf({ name, updatedAt }: Secret): SecretDraft {
  return { name, value: "", setAt: updatedAt };
}

/** Nobody sees a value: when theirs was set stands beside the one that was typed. */
export function compareSecret({ value, setAt }: SecretDraft): Compared[] {
  const words = texts.secrets;
  const text = value === "" ? words.setAt(absoluteTime(new Date(setAt ?? 0))) : words.typed;
  return [{ label: words.value, text }];
}
