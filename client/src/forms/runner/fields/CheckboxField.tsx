import { Checkbox } from "@mantine/core";
import type { FieldProps } from "./fieldProps";
import { inputProps } from "./inputProps";

export function CheckboxField(props: FieldProps) {
  const { field, value, onChange, isRequired } = props;
  const { label, required: _, ...shared } = inputProps(props);
  return (
    <Checkbox
      {...shared}
      label={isRequired ? `${label} *` : label}
      aria-required={isRequired}
      name={field.name}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
