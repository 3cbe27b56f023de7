import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";

interface SecretDialogProps {
  /** Undefined while there is none to show. */
  secret: string | undefined;
  onClose: () => void;
}

/** Shows a secret that was just made; closing it is the end of that. */
export function SecretDialog({ secret, onClose }: SecretDialogProps) {
  return (
    <Modal
      opened={secret !== undefined}
      onClose={onClose}
      title={texts.outgoing.secretTitle}
      closeOnClickOutside={false}
    >
      <Stack>
        <Text>{texts.outgoing.secretSays}</Text>
        <CodeBlock
          code={secret ?? ""}
          label={texts.outgoing.secretTitle}
          copyLabel={texts.outgoing.copySecret}
        />
        <Group justify="flex-end">
          <Button variant="filled" onClick={onClose}>
            {texts.outgoing.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
