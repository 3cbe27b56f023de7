import { Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";
import type { PasskeyView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { PasskeyNameForm } from "./PasskeyNameForm";
import { securityQuery } from "./securityQuery";

interface RenamePasskeyDialogProps {
  passkey: PasskeyView;
  onClose: () => void;
}

/** Gives a passkey another name. */
export function RenamePasskeyDialog({ passkey, onClose }: RenamePasskeyDialogProps) {
  const queryClient = useQueryClient();
  const renaming = useMutation({
    mutationFn: (name: string) =>
      bodyOf(
        platform.PATCH("/api/users/me/passkeys/{passkey_id}", {
          params: { path: { passkey_id: passkey.id } },
          body: { name },
        }),
      ),
    onSuccess: () => {
      onClose();
      return queryClient.invalidateQueries({ queryKey: securityQuery.queryKey });
    },
  });
  return (
    <Modal opened onClose={onClose} title={texts.security.renameTitle}>
      <PasskeyNameForm
        says={texts.security.renameSays}
        name={passkey.name}
        verb={texts.security.rename}
        busy={renaming.isPending}
        error={renaming.error}
        onName={(name) => renaming.mutate(name)}
        onCancel={onClose}
      />
    </Modal>
  );
}
