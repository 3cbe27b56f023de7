import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { securityQuery } from "./securityQuery";

interface RemoveDialogProps {
  onClose: () => void;
}

/** Asks before the second factor is removed. */
export function RemoveDialog({ onClose }: RemoveDialogProps) {
  const queryClient = useQueryClient();
  const removing = useMutation({
    mutationFn: () => bodyOf(platform.DELETE("/api/users/me/mfa")),
    onSuccess: () => {
      notifications.show({ message: texts.security.removed });
      onClose();
      return queryClient.invalidateQueries({ queryKey: securityQuery.queryKey });
    },
  });
  return (
    <Modal opened onClose={onClose} title={texts.security.removeTitle}>
      <Stack>
        <Text>{texts.security.removeSays}</Text>
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
