import { NativeSelect, Stack, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import { EXPIRIES, type KeyDraft } from "./keyDraft";

/** The fields of a new key. */
export function KeyFields({ draft, problems, onChange }: FieldsProps<KeyDraft>) {
  const scope = useScope();
  const workflows = useQuery({
    queryKey: [scope, "workflows"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/workflows", { signal })),
  });
  return (
    <Stack gap="sm">
      <TextInput
        label={texts.apiKeys.description}
        description={texts.apiKeys.descriptionHelp}
        value={draft.description}
        data-autofocus
        autoComplete="off"
        error={problems.get("description")}
        onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
      />
      <TagsInput
        label={texts.apiKeys.workflows}
        description={texts.apiKeys.workflowsHelp}
        value={[...draft.workflows]}
        data={(workflows.data ?? []).map(({ name }) => name)}
        acceptValueOnBlur
        error={problems.get("workflows")}
        onChange={(chosen) => onChange({ ...draft, workflows: chosen })}
      />
      <TagsInput
        label={texts.apiKeys.networks}
        description={texts.apiKeys.networksHelp}
        value={[...draft.networks]}
        splitChars={[",", " ", "\n"]}
        acceptValueOnBlur
        error={problems.get("networks")}
        onChange={(networks) => onChange({ ...draft, networks })}
      />
      <NativeSelect
        label={texts.apiKeys.expiry}
        value={draft.expiry}
        data={EXPIRIES.map((value) => ({ value, label: texts.apiKeys.expiries[value] }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...draft, expiry: EXPIRIES.find((one) => one === value) ?? draft.expiry })
        }
      />
    </Stack>
  );
}
