import { Checkbox, Stack, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import { MembershipsInput } from "./MembershipsInput";
import type { UserDraft } from "./userDraft";

interface UserFieldsProps extends FieldsProps<UserDraft> {
  /** The address of a user never changes. */
  isNew: boolean;
}

/** The fields of a user, new or known. */
export function UserFields({ draft, problems, isNew, onChange }: UserFieldsProps) {
  return (
    <Stack gap="sm">
      {isNew ? (
        <TextInput
          label={texts.people.email}
          description={texts.people.createSays}
          type="email"
          value={draft.email}
          required
          withAsterisk={false}
          data-autofocus
          autoComplete="off"
          error={problems.get("email")}
          onChange={(event) => onChange({ ...draft, email: event.currentTarget.value })}
        />
      ) : null}
      <TextInput
        label={texts.people.name}
        value={draft.displayName}
        required
        withAsterisk={false}
        autoComplete="off"
        error={problems.get("displayName")}
        onChange={(event) => onChange({ ...draft, displayName: event.currentTarget.value })}
      />
      <MembershipsInput
        memberships={draft.memberships}
        problem={problems.get("orgId") ?? problems.get("memberships")}
        onChange={(memberships) => onChange({ ...draft, memberships })}
      />
      <Checkbox
        label={texts.people.platformAdmin}
        description={texts.people.platformAdminSays}
        checked={draft.isPlatformAdmin}
        onChange={(event) => onChange({ ...draft, isPlatformAdmin: event.currentTarget.checked })}
      />
    </Stack>
  );
}
