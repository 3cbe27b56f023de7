import { NativeSelect } from "@mantine/core";
import type { FormField } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import type { Condition } from "../conditions";
import { CommittedInput } from "./CommittedInput";

interface OperandInputProps {
  label: string;
  field: FormField | undefined;
  condition: Condition;
  onChange: (value: Condition["value"]) => void;
}

/** The value of a condition, as the field's type has it. */
export function OperandInput({ label, field, condition, onChange }: OperandInputProps) {
  const { value, comparison } = condition;
  if (field?.type === "checkbox") {
    return (
      <NativeSelect
        aria-label={label}
        value={String(value)}
        data={[
          { value: "true", label: texts.builder.ticked },
          { value: "false", label: texts.builder.notTicked },
        ]}
        onChange={(event) => onChange(event.currentTarget.value === "true")}
      />
    );
  }
  const own = field?.options ?? [];
  if (own.length > 0 && comparison !== "startsWith" && !field?.dataProvider) {
    const known = own.map((option) => ({ value: option.value, label: option.label }));
    if (!own.some((option) => option.value === value)) {
      known.push({ value: String(value), label: String(value) });
    }
    return (
      <NativeSelect
        aria-label={label}
        value={String(value)}
        data={known}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const isNumber = comparison === "above" || comparison === "below";
  return (
    <CommittedInput
      key={`${comparison} ${value}`}
      aria-label={label}
      value={String(value)}
      onCommit={(typed) => onChange(isNumber ? Number(typed) || 0 : typed)}
    />
  );
}
