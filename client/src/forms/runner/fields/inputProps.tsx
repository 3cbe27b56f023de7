import type { ReactNode } from "react";
import { FieldHelp } from "./FieldHelp";
import type { FieldProps } from "./fieldProps";

interface InputProps {
  id: string;
  label: string;
  required: boolean;
  description?: ReactNode;
  error?: ReactNode;
}

/** Label, help and fault, as every input of the library takes them. */
export function inputProps(
  { field, id, isRequired, fault, notice }: FieldProps,
  hint?: ReactNode,
): InputProps {
  const hasHelp = Boolean(field.helpText) || hint !== undefined || notice !== undefined;
  return {
    id,
    label: field.label ?? field.name,
    required: isRequired,
    ...(hasHelp
      ? { description: <FieldHelp help={field.helpText} hint={hint} notice={notice} /> }
      : {}),
    ...(fault === undefined ? {} : { error: fault }),
  };
}
