import { Stack, TextInput } from "@mantine/core";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import { ReadersInput } from "./ReadersInput";
import type { SourceDraft } from "./sourceDraft";

/** What a source is about, and who reads it. */
export function SourceFields({ draft, problems, onChange }: FieldsProps<SourceDraft>) {
  const scope = useScope();
  return (
    <Stack gap="sm">
      <TextInput
        label={texts.knowledge.description}
        value={draft.description}
        error={problems.get("description")}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, description: value })}
      />
      <ReadersInput
        scope={scope}
        value={draft.roleIds}
        error={problems.get("roleIds")}
        onChange={(roleIds) => onChange({ ...draft, roleIds })}
      />
    </Stack>
  );
}
