import { Checkbox, TextInput } from "@mantine/core";
import * as texts from "../../../texts/texts";
import type { InspectorProps } from "./inspectorProps";

/** The value that a field has before anything is filled in. */
export function DefaultInput({ field, faultAt, edit }: InspectorProps) {
  const { defaultValue, type } = field;
  if (type === "checkbox") {
    return (
      <Checkbox
        label={texts.builder.defaultTicked}
        checked={defaultValue === true}
        onChange={(event) => edit({ defaultValue: event.currentTarget.checked || null })}
      />
    );
  }
  const isSeveral = type === "multi_select";
  const shown = Array.isArray(defaultValue) ? defaultValue.map(String).join(",") : defaultValue;

  function set(typed: string) {
    if (typed === "") edit({ defaultValue: null });
    else edit({ defaultValue: isSeveral ? typed.split(",") : typed });
  }

  return (
    <TextInput
      label={texts.builder.defaultValue}
      description={isSeveral ? texts.builder.defaultSays : undefined}
      type={type === "date" ? "date" : type === "datetime" ? "datetime-local" : "text"}
      value={shown === null || shown === undefined ? "" : String(shown)}
      error={faultAt("defaultValue")}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
