import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";
import type { PasskeyView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { securityQuery } from "./securityQuery";

interface RemovePasskeyDialogProps {
  passkey: PasskeyView;
  onClose: () => void;
}

/** Asks before a passkey is removed. */
export function RemovePasskeyDialog({ passkey, onClose }: RemovePasskeyDialogProps) {
  const queryClient = useQueryClient();
  const removing = useMutation({
    mutationFn: () =>
      bodyOf(
        platform.DELETE("/api/users/me/passkeys/{passkey_id}", {
          params: { path: { passkey_id: passkey.id } },
        }),
      ),
    onSuccess: () => {
      notifications.show({ message: texts.security.passkeyRemoved });
      onClose();
      return queryClient.invalidateQueries({ queryKey: securityQuery.queryKey });
    },
  });
  return (
    <Modal opened onClose={onClose} title={texts.security.passkeyRemoveTitle(passkey.name)}>
      <Stack>
        <Text>{texts.security.passkeyRemoveSays}</Text>
        {removing.isError ? <ProblemAlert error={removing.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button
            variant="filled"
            color="red.9"
            loading={removing.isPending}
            onClick={() => removing.mutate()}
          >
            {texts.security.remove}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
