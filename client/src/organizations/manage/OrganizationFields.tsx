import { Stack, TagsInput, TextInput } from "@mantine/core";
import * as texts from "../../texts/texts";
import type { FieldsProps } from "../../ui/fields";
import type { OrganizationDraft } from "./organizationDraft";

const MOST_TAGS = 20;
const LONGEST_TAG = 50;

/** The fields of an organization, new or known. */
export function OrganizationFields<Draft extends OrganizationDraft>(props: FieldsProps<Draft>) {
  const { draft, problems, onChange } = props;
  return (
    <Stack gap="sm">
      <TextInput
        label={texts.customers.name}
        value={draft.name}
        required
        withAsterisk={false}
        data-autofocus
        autoComplete="off"
        error={problems.get("name")}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <TagsInput
        label={texts.customers.domains}
        description={texts.customers.domainsHelp}
        value={[...draft.domains]}
        splitChars={[",", " ", "\n"]}
        acceptValueOnBlur
        error={problems.get("domains")}
        onChange={(domains) => onChange({ ...draft, domains })}
      />
      <TagsInput
        label={texts.customers.tags}
        description={texts.customers.tagsHelp}
        value={[...draft.tags]}
        maxTags={MOST_TAGS}
        maxLength={LONGEST_TAG}
        acceptValueOnBlur
        error={problems.get("tags")}
        onChange={(tags) => onChange({ ...draft, tags })}
      />
    </Stack>
  );
}
