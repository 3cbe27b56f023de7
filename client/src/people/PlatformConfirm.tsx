import { Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { DialogForm } from "../ui/DialogForm";
import { useReturnFocus } from "../ui/useReturnFocus";

interface PlatformConfirmProps {
  title: string;
  verb: string;
  says: string;
  danger?: boolean;
  children?: ReactNode;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before what belongs to the platform is changed. It is drawn while it is open only. */
export function PlatformConfirm(props: PlatformConfirmProps) {
  const { title, verb, says, danger = false, children, onConfirm, onClose } = props;
  useReturnFocus();

  async function confirm() {
    await onConfirm();
    onClose();
  }

  return (
    <Modal opened onClose={onClose} title={title}>
      <DialogForm
        organization={undefined}
        verb={verb}
        danger={danger}
        onSubmit={confirm}
        onClose={onClose}
      >
        {() => (
          <Stack gap="sm">
            {says === "" ? null : <Text>{says}</Text>}
            {children}
          </Stack>
        )}
      </DialogForm>
    </Modal>
  );
}
