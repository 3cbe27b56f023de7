import { NativeSelect, Stack, TextInput } from "@mantine/core";
import { useId } from "react";
import * as texts from "../../../texts/texts";
import { FIELD_TYPES, type FieldType, isShownOnly, withType } from "../fieldTypes";
import { CommittedArea } from "./CommittedArea";
import { CommittedInput } from "./CommittedInput";
import type { InspectorProps } from "./inspectorProps";
import { ValueParts } from "./ValueParts";

/** What every field has: its name, its label, its type, its help. */
export function BasicTab(props: InspectorProps) {
  const { field, place, workflow, faultAt, edit, change } = props;
  const names = useId();
  const isForReading = isShownOnly(field.type);

  function setType(chosen: string) {
    const type = FIELD_TYPES.find((one): one is FieldType => one === chosen);
    if (type !== undefined) change({ kind: "replace", place, field: withType(field, type) });
  }

  return (
    <Stack gap="sm">
      {isForReading ? null : (
        <TextInput
          label={texts.builder.label}
          value={field.label ?? ""}
          error={faultAt("label")}
          onChange={(event) => edit({ label: event.currentTarget.value })}
        />
      )}
      <CommittedInput
        key={field.name}
        label={texts.builder.name}
        description={isForReading ? undefined : texts.builder.nameSays}
        value={field.name}
        list={names}
        error={faultAt("name")}
        onCommit={(name) => change({ kind: "rename", place, name })}
      />
      <datalist id={names}>
        {workflow?.parameters.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <NativeSelect
        label={texts.builder.type}
        value={field.type}
        error={faultAt("type")}
        data={FIELD_TYPES.map((type) => ({ value: type, label: texts.builder.types[type] }))}
        onChange={(event) => setType(event.currentTarget.value)}
      />
      {isForReading ? (
        <CommittedArea
          key={`content ${place} ${field.content}`}
          label={texts.builder.content}
          description={texts.builder.contentSays}
          value={field.content ?? ""}
          error={faultAt("content")}
          onCommit={(content) => edit({ content })}
        />
      ) : (
        <ValueParts {...props} />
      )}
    </Stack>
  );
}
