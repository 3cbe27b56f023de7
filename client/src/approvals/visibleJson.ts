import type { JsonValue } from "../api/schema";

/** Characters that are not seen, or turn what follows them around. */
const UNSEEN = /\p{Cf}|\p{Zl}|\p{Zp}|[\u007f-\u009f]|\u115f|\u1160|\u3164|\uffa0|[\ufe00-\ufe0f]/gu;

/** JSON to decide about: what a person could not see in it is written as an escape. */
export function visibleJson(value: JsonValue): string {
  return JSON.stringify(value, null, 2).replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  const units = character.split("");
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}

/** The object that a text is; undefined if it is none. */
export function objectOf(text: string): Record<string, JsonValue> | undefined {
  try {
    const found: unknown = JSON.parse(text);
    const isObject = typeof found === "object" && found !== null && !Array.isArray(found);
    return isObject ? (found as Record<string, JsonValue>) : undefined;
  } catch {
    return undefined;
  }
}
