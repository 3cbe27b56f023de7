import type { FormField } from "../api/schema";
import { localTime } from "./answers/moments";
import type { Value } from "./expressions/values";

/** A value of a run's input, as the field's input takes it. */
export function shownValue({ type }: Pick<FormField, "type">, value: Value): Value {
  return type === "datetime" && typeof value === "string" ? localTime(value) : value;
}
