import { Fieldset, Stack, Text, TextInput } from "@mantine/core";
import * as texts from "../../texts/texts";
import type { FieldsProps } from "../../ui/fields";
import { OrganizationFields } from "./OrganizationFields";
import type { NewOrganizationDraft } from "./organizationDraft";

/** What there is to say of a new organization, and of the person who is to rule it. */
export function NewOrganizationFields(props: FieldsProps<NewOrganizationDraft>) {
  const { draft, problems, onChange } = props;
  return (
    <Stack gap="sm">
      <OrganizationFields {...props} />
      <Fieldset legend={texts.customers.administrator}>
        <Stack gap="sm">
          <Text c="dimmed">{texts.customers.administratorSays}</Text>
          <TextInput
            label={texts.customers.administratorEmail}
            type="email"
            value={draft.administratorEmail}
            autoComplete="off"
            error={problems.get("email")}
            onChange={(event) =>
              onChange({ ...draft, administratorEmail: event.currentTarget.value })
            }
          />
          <TextInput
            label={texts.customers.administratorName}
            value={draft.administratorName}
            autoComplete="off"
            error={problems.get("displayName")}
            onChange={(event) =>
              onChange({ ...draft, administratorName: event.currentTarget.value })
            }
          />
        </Stack>
      </Fieldset>
    </Stack>
  );
}
