import { PasswordInput, Textarea, TextInput } from "@mantine/core";
import * as texts from "../../../texts/texts";
import type { FieldProps } from "./fieldProps";
import { inputProps } from "./inputProps";

/** One line or several; what is secret is masked, and no browser offers to fill it in. */
export function TextField(props: FieldProps) {
  const { field, value, onChange } = props;
  const shared = {
    ...inputProps(props),
    name: field.name,
    value: typeof value === "string" || typeof value === "number" ? String(value) : "",
    placeholder: field.placeholder ?? "",
  };
  if (field.secret) {
    return (
      <PasswordInput
        {...shared}
        autoComplete="off"
        data-1p-ignore
        visibilityToggleButtonProps={{ "aria-label": texts.forms.showSecret }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (field.type === "textarea") {
    return (
      <Textarea
        {...shared}
        autosize
        minRows={3}
        maxRows={16}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      {...LOOKS[field.type]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A number is a text with a keyboard of digits: what is typed is never thrown away. */
const LOOKS: Partial<Record<FieldProps["field"]["type"], object>> = {
  email: { type: "email", autoComplete: "email" },
  number: { inputMode: "decimal", autoComplete: "off" },
};
