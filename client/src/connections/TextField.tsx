import { TextInput } from "@mantine/core";
import type { FieldsProps } from "../ui/fields";
import type { ConnectionDraft } from "./connectionDraft";

type TextName = {
  [Name in keyof ConnectionDraft]: ConnectionDraft[Name] extends string ? Name : never;
}[keyof ConnectionDraft];

interface TextFieldProps extends FieldsProps<ConnectionDraft> {
  name: Exclude<TextName, "flow" | "preset">;
  label: string;
  help?: string;
  /** What the API calls it. */
  field: string;
}

/** One text of a connection. */
export function TextField({ name, label, help, field, draft, problems, onChange }: TextFieldProps) {
  return (
    <TextInput
      label={label}
      description={help}
      value={draft[name]}
      autoComplete="off"
      spellCheck={false}
      error={problems.get(field)}
      onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value })}
    />
  );
}
