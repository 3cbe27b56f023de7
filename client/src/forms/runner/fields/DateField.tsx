import { TextInput } from "@mantine/core";
import * as texts from "../../../texts/texts";
import { ownZone } from "../../answers/moments";
import type { FieldProps } from "./fieldProps";
import { inputProps } from "./inputProps";

/** A day, or a day with a time: the browser's own input, with the zone that a time counts in. */
export function DateField(props: FieldProps) {
  const { field, value, onChange } = props;
  const isTime = field.type === "datetime";
  const { min, max } = field.validation ?? {};
  return (
    <TextInput
      {...inputProps(props, isTime ? texts.forms.zone(ownZone()) : undefined)}
      type={isTime ? "datetime-local" : "date"}
      name={field.name}
      value={typeof value === "string" ? value : ""}
      {...(typeof min === "string" ? { min } : {})}
      {...(typeof max === "string" ? { max } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
