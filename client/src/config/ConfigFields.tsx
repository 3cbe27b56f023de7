import { NativeSelect, Stack, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import { CONFIG_TYPES, type ConfigDraft, withType } from "./configDraft";
import { ValueInput } from "./ValueInput";

interface ConfigFieldsProps extends FieldsProps<ConfigDraft> {
  /** The name of a value never changes. */
  isNew: boolean;
}

/** The fields of a configuration value, new or known. */
export function ConfigFields(props: ConfigFieldsProps) {
  const { draft, problems, isNew, onChange } = props;
  return (
    <Stack gap="sm">
      {isNew ? (
        <TextInput
          label={texts.config.key}
          description={texts.config.keyHelp}
          value={draft.key}
          required
          withAsterisk={false}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          error={problems.get("key")}
          onChange={(event) => onChange({ ...draft, key: event.currentTarget.value })}
        />
      ) : null}
      <NativeSelect
        label={texts.config.type}
        value={draft.type}
        data={CONFIG_TYPES.map((value) => ({ value, label: texts.config.types[value] }))}
        onChange={({ currentTarget: { value } }) => {
          const type = CONFIG_TYPES.find((one) => one === value);
          if (type !== undefined) onChange(withType(draft, type));
        }}
      />
      <ValueInput {...props} />
      <TextInput
        label={texts.config.description}
        value={draft.description}
        autoComplete="off"
        error={problems.get("description")}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
      />
    </Stack>
  );
}
