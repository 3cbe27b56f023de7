import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import { generated } from "./generated";
import type { SecretDraft } from "./secretDraft";

interface SecretFieldsProps extends FieldsProps<SecretDraft> {
  isNew: boolean;
}

/** The fields of a secret; its value is written and never read. */
export function SecretFields({ draft, problems, isNew, onChange }: SecretFieldsProps) {
  return (
    <Stack gap="sm">
      {isNew ? (
        <TextInput
          label={texts.secrets.name}
          description={texts.secrets.nameHelp}
          value={draft.name}
          required
          withAsterisk={false}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          error={problems.get("secretKey") ?? problems.get("name")}
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        />
      ) : null}
      <PasswordInput
        label={texts.secrets.value}
        description={texts.secrets.valueHelp}
        value={draft.value}
        required
        withAsterisk={false}
        autoComplete="new-password"
        error={problems.get("value")}
        onChange={(event) => onChange({ ...draft, value: event.currentTarget.value })}
      />
      <div>
        <Button size="xs" onClick={() => onChange({ ...draft, value: generated() })}>
          {texts.secrets.generate}
        </Button>
      </div>
    </Stack>
  );
}
