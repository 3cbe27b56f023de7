import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import * as texts from "../texts/texts";
import { CodeBlock } from "./CodeBlock";

interface SecretOnceProps {
  /** Undefined while there is none to show. */
  secret: string | undefined;
  title: string;
  says: string;
  copyLabel: string;
  /** How it is used. */
  children?: ReactNode;
  onClose: () => void;
}

/** Shows what is shown only once, such as a link or a key that was just made. */
export function SecretOnce({ secret, title, says, copyLabel, children, onClose }: SecretOnceProps) {
  return (
    <Modal
      opened={secret !== undefined}
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
    >
      <Stack>
        <Text>{says}</Text>
        <CodeBlock code={secret ?? ""} label={title} copyLabel={copyLabel} />
        {children}
        <Group justify="flex-end">
          <Button variant="filled" onClick={onClose}>
            {texts.edits.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
