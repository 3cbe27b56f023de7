import { Stack, Textarea, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import type { RoleDraft } from "./roleDraft";

/** The fields of a role, new or known. */
export function RoleFields({ draft, problems, onChange }: FieldsProps<RoleDraft>) {
  return (
    <Stack gap="sm">
      <TextInput
        label={texts.roles.name}
        description={texts.roles.nameHelp}
        value={draft.name}
        required
        withAsterisk={false}
        data-autofocus
        error={problems.get("name")}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <Textarea
        label={texts.roles.description}
        value={draft.description}
        autosize
        minRows={2}
        error={problems.get("description")}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
      />
    </Stack>
  );
}
