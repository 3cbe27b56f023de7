import { NativeSelect, PasswordInput, Stack, Textarea, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import type { ConfigDraft } from "./configDraft";

/** The value of a configuration, by its type. */
export function ValueInput({ draft, problems, onChange }: FieldsProps<ConfigDraft>) {
  const set = (value: string) => onChange({ ...draft, value });
  const error = problems.get("value");
  switch (draft.type) {
    case "bool":
      return (
        <NativeSelect
          label={texts.config.value}
          value={draft.value}
          data={[
            { value: "true", label: texts.config.yes },
            { value: "false", label: texts.config.no },
          ]}
          error={error}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    case "int":
      return (
        <TextInput
          label={texts.config.value}
          value={draft.value}
          inputMode="numeric"
          autoComplete="off"
          error={error}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    case "secret_ref":
      return (
        <Stack gap="sm">
          <TextInput
            label={texts.config.secretName}
            description={texts.config.secretNameHelp}
            value={draft.value}
            autoComplete="off"
            spellCheck={false}
            error={problems.get("secretRef")}
            onChange={(event) => set(event.currentTarget.value)}
          />
          <PasswordInput
            label={texts.config.secretValue}
            description={texts.config.secretValueHelp}
            value={draft.secret}
            autoComplete="new-password"
            error={error}
            onChange={(event) => onChange({ ...draft, secret: event.currentTarget.value })}
          />
        </Stack>
      );
    case "string":
    case "json":
      return (
        <Textarea
          label={texts.config.value}
          value={draft.value}
          autosize
          minRows={draft.type === "json" ? 4 : 1}
          maxRows={16}
          spellCheck={false}
          error={error}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
  }
}
