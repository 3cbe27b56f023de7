import { Group, Kbd, Modal, Table } from "@mantine/core";
import * as texts from "../../texts/texts";
import { useReturnFocus } from "../../ui/useReturnFocus";

interface KeysDialogProps {
  onClose: () => void;
}

/** What the keyboard does. */
export function KeysDialog({ onClose }: KeysDialogProps) {
  useReturnFocus();
  return (
    <Modal opened onClose={onClose} title={texts.shell.keys}>
      <Table aria-label={texts.shell.keys}>
        <Table.Tbody>
          {texts.shell.keysHelp.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Th scope="row">
                <Group gap={4} wrap="nowrap">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
