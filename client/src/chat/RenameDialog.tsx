import { TextInput } from "@mantine/core";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { useConversationChanges } from "./chatQueries";

interface RenameDialogProps {
  scope: Scope;
  id: string;
  title: string;
  onClose: () => void;
}

const words = texts.chat;

/** Asks for another title. */
export function RenameDialog({ scope, id, title, onClose }: RenameDialogProps) {
  const { update } = useConversationChanges(scope, id);
  const organization = useOrganization(scope);
  return (
    <CreateDialog
      title={words.rename}
      verb={words.keepTitle}
      organization={organization}
      initial={title}
      create={(draft) => update.mutateAsync({ title: draft })}
      fields={({ draft, onChange }) => (
        <TextInput
          label={words.newTitle}
          value={draft}
          required
          maxLength={200}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
      onClose={onClose}
    />
  );
}
