import { Checkbox, TextInput } from "@mantine/core";
import * as texts from "../../../texts/texts";
import { mayBeSecret } from "../fieldTypes";
import { DefaultInput } from "./DefaultInput";
import type { InspectorProps } from "./inspectorProps";

/** What fields with a value have. */
export function ValueParts(props: InspectorProps) {
  const { field, faultAt, edit } = props;
  return (
    <>
      <Checkbox
        label={texts.builder.isRequired}
        checked={Boolean(field.required)}
        onChange={(event) => edit({ required: event.currentTarget.checked })}
      />
      {mayBeSecret(field) ? (
        <Checkbox
          label={texts.builder.isSecret}
          checked={Boolean(field.secret)}
          error={faultAt("secret")}
          onChange={(event) => edit({ secret: event.currentTarget.checked, defaultValue: null })}
        />
      ) : null}
      <TextInput
        label={texts.builder.helpText}
        value={field.helpText ?? ""}
        error={faultAt("helpText")}
        onChange={(event) => edit({ helpText: event.currentTarget.value })}
      />
      {field.type === "checkbox" || field.type === "file" ? null : (
        <TextInput
          label={texts.builder.placeholder}
          value={field.placeholder ?? ""}
          error={faultAt("placeholder")}
          onChange={(event) => edit({ placeholder: event.currentTarget.value })}
        />
      )}
      {field.secret || field.type === "file" ? null : <DefaultInput {...props} />}
    </>
  );
}
