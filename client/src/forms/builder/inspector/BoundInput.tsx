import type { FieldValidation } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { CommittedInput } from "./CommittedInput";
import type { InspectorProps } from "./inspectorProps";
import type { Bounds } from "./RulesTab";

interface BoundInputProps extends InspectorProps {
  bounds: Bounds;
  name: "min" | "max";
  set: (change: FieldValidation) => void;
}

/** The least or the most of an answer. */
export function BoundInput({ field, bounds, name, set }: BoundInputProps) {
  const value = field.validation?.[name] ?? null;

  function take(typed: string) {
    if (typed === "") set({ [name]: null });
    else
      set({ [name]: bounds === "moment" || Number.isNaN(Number(typed)) ? typed : Number(typed) });
  }

  const type =
    field.type === "date" ? "date" : field.type === "datetime" ? "datetime-local" : "text";
  return (
    <CommittedInput
      key={`${name} ${value}`}
      label={texts.builder[name]}
      type={type}
      inputMode={type === "text" ? "decimal" : undefined}
      value={value === null ? "" : String(value)}
      onCommit={(typed) => take(typed.trim())}
    />
  );
}
