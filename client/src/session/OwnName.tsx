import { Button, Group, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../api/client";
import type { UserView } from "../api/schema";
import { basedOn, versionedOf } from "../api/versions";
import * as texts from "../texts/texts";
import { EditDialog } from "../ui/EditDialog";
import { sessionQuery } from "./sessionQuery";
import { useSession } from "./useSession";

interface NameDraft {
  displayName: string;
}

const draftOf = ({ displayName }: UserView): NameDraft => ({ displayName });

/** The user's name, and a button that changes it. */
export function OwnName() {
  const { user } = useSession();
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();

  async function save(body: NameDraft, version: string) {
    await bodyOf(platform.PATCH("/api/users/me", { params: { header: basedOn(version) }, body }));
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }

  return (
    <Group gap="xs">
      <span>{user.name}</span>
      <Button size="compact-xs" aria-label={texts.session.changeName} onClick={dialog.open}>
        {texts.session.change}
      </Button>
      {isOpen ? (
        <EditDialog
          title={texts.session.changeName}
          verb={texts.edits.save}
          organization={undefined}
          edit={{
            read: () => versionedOf(platform.GET("/api/users/me")),
            draftOf,
            save,
            compare: ({ displayName }) => [{ label: texts.session.name, text: displayName }],
          }}
          fields={({ draft, problems, onChange }) => (
            <TextInput
              label={texts.session.name}
              required
              withAsterisk={false}
              data-autofocus
              maxLength={200}
              value={draft.displayName}
              error={problems.get("displayName")}
              onChange={({ currentTarget: { value } }) => onChange({ displayName: value })}
            />
          )}
          onClose={dialog.close}
        />
      ) : null}
    </Group>
  );
}
