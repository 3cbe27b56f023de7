import { Checkbox, NativeSelect, PasswordInput, Stack, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import { type ModelKeyDraft, needsAddress, PROVIDERS } from "./modelKeyDraft";

interface ModelKeyFieldsProps extends FieldsProps<ModelKeyDraft> {
  /** The stored key, masked, of a key that is changed. */
  masked?: string;
}

const words = texts.models;

/** What there is to say of a key, new or known. */
export function ModelKeyFields({ draft, problems, onChange, masked }: ModelKeyFieldsProps) {
  const isNew = masked === undefined;
  return (
    <Stack gap="sm">
      <NativeSelect
        label={words.provider}
        value={draft.name}
        disabled={!isNew}
        error={problems.get("name")}
        data={PROVIDERS.map((value) => ({ value, label: words.providers[value] }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...draft, name: PROVIDERS.find((one) => one === value) ?? draft.name })
        }
      />
      <PasswordInput
        label={words.key}
        description={isNew ? words.keySays : words.keyStays(masked)}
        value={draft.key}
        autoComplete="off"
        required={isNew}
        withAsterisk={false}
        data-autofocus
        error={problems.get("key")}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, key: value })}
      />
      <TextInput
        label={words.model}
        description={words.modelSays}
        value={draft.model}
        required
        withAsterisk={false}
        error={problems.get("model")}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, model: value })}
      />
      <TextInput
        label={words.address}
        description={needsAddress(draft.name) ? words.addressNeeded : words.addressSays}
        type="url"
        value={draft.url}
        error={problems.get("url")}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, url: value })}
      />
      <Checkbox
        label={words.asDefault}
        description={words.asDefaultSays}
        checked={draft.isDefault}
        onChange={({ currentTarget: { checked } }) => onChange({ ...draft, isDefault: checked })}
      />
    </Stack>
  );
}
