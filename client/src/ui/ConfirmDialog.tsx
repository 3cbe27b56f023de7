import { Button, Group, Modal, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import * as texts from "../texts/texts";
import { OrganizationLine } from "./OrganizationLine";
import { ProblemAlert } from "./ProblemAlert";

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** The organization that is changed: every confirmation names it. */
  organization: { id: string; name: string };
  /** The verb and the number, such as `Cancel 3 runs`. */
  verb: string;
  danger?: boolean;
  /** The button that leaves everything as it is, where `Cancel` could be misread. */
  otherwise?: string;
  children?: ReactNode;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something is changed. Stays open with the reason if the change is refused. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, organization, verb, danger = false, children } = props;
  const { otherwise = texts.common.cancel, onConfirm, onClose } = props;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();

  async function confirm() {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack>
        <OrganizationLine organization={organization} />
        {children}
        {error === undefined ? null : <ProblemAlert error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{otherwise}</Button>
          <Button
            variant="filled"
            loading={busy}
            onClick={confirm}
            {...(danger ? { color: "red.9" } : {})}
          >
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
