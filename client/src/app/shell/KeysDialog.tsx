import { Group, Kbd, Modal, Table } from "@mantine/core";
import type { Scope } from "../../api/scope";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { useReturnFocus } from "../../ui/useReturnFocus";
import { pagesOf } from "./navigation";

interface KeysDialogProps {
  scope: Scope;
  onClose: () => void;
}

/** What the keyboard does, with the pages of the scope that the user may use. */
export function KeysDialog({ scope, onClose }: KeysDialogProps) {
  useReturnFocus();
  const pages = pagesOf(useSession(), scope).map(({ key, label }) => ({
    keys: ["g", key],
    does: label(),
  }));
  return (
    <Modal opened onClose={onClose} title={texts.shell.keys}>
      <Table aria-label={texts.shell.keys}>
        <Table.Tbody>
          {[...texts.keys.help, ...pages].map(({ keys, does }) => (
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
