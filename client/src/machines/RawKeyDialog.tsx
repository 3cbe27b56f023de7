import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";

interface RawKeyDialogProps {
  /** Undefined while there is none to show. */
  rawKey: string | undefined;
  onClose: () => void;
}

/** Shows a key that was just made; closing it is the end of that. */
export function RawKeyDialog({ rawKey, onClose }: RawKeyDialogProps) {
  return (
    <Modal
      opened={rawKey !== undefined}
      onClose={onClose}
      title={texts.machines.rawTitle}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Text>{texts.machines.rawSays}</Text>
        <CodeBlock
          code={rawKey ?? ""}
          label={texts.machines.rawLabel}
          copyLabel={texts.machines.rawLabel}
        />
        <Group justify="flex-end">
          <Button variant="filled" onClick={onClose} data-autofocus>
            {texts.machines.rawDone}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
