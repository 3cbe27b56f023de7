import { Group, Stack, Text, TextInput } from "@mantine/core";
import type { FieldValidation } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import type { FieldType } from "../fieldTypes";
import { BoundInput } from "./BoundInput";
import { FileRules } from "./FileRules";
import type { InspectorProps } from "./inspectorProps";

export type Bounds = keyof typeof texts.builder.boundsOf;

const BOUNDS: Record<FieldType, Bounds> = {
  text: "characters",
  textarea: "characters",
  email: "characters",
  number: "number",
  select: "none",
  multi_select: "chosen",
  radio: "none",
  checkbox: "none",
  date: "moment",
  datetime: "moment",
  file: "files",
  markdown: "none",
  html: "none",
};

/** What an answer has to keep to. */
export function RulesTab(props: InspectorProps) {
  const { field, faultAt, edit } = props;
  const bounds = field.dataProvider && field.type !== "multi_select" ? "none" : BOUNDS[field.type];
  const rules = field.validation ?? {};
  const set = (change: FieldValidation) => edit({ validation: { ...rules, ...change } });
  if (bounds === "none") return <Text c="dimmed">{texts.builder.noRules}</Text>;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {texts.builder.boundsOf[bounds]}
      </Text>
      <Group gap="xs" grow>
        <BoundInput {...props} bounds={bounds} name="min" set={set} />
        <BoundInput {...props} bounds={bounds} name="max" set={set} />
      </Group>
      {faultAt("validation") === undefined ? null : (
        <Text size="sm" c="var(--mantine-color-error)">
          {faultAt("validation")}
        </Text>
      )}
      {bounds === "characters" ? (
        <TextInput
          label={texts.builder.pattern}
          description={texts.builder.patternSays}
          ff="monospace"
          value={rules.pattern ?? ""}
          onChange={(event) => set({ pattern: event.currentTarget.value || null })}
        />
      ) : null}
      <TextInput
        label={texts.builder.message}
        value={rules.message ?? ""}
        onChange={(event) => set({ message: event.currentTarget.value || null })}
      />
      {field.type === "file" ? <FileRules {...props} /> : null}
    </Stack>
  );
}
