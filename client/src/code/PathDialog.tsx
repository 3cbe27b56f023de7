import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";

interface PathDialogProps {
  title: string;
  label: string;
  initial: string;
  verb: string;
  isPending: boolean;
  error: Error | null;
  onSend: (path: string) => void;
  onClose: () => void;
}

/** Asks for a path in the workspace. */
export function PathDialog(props: PathDialogProps) {
  const { title, label, initial, verb, isPending, error, onSend, onClose } = props;
  const [path, setPath] = useState(initial);

  function send(event: FormEvent) {
    event.preventDefault();
    if (path.trim() !== "") onSend(path.trim());
  }

  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={send}>
        <Stack>
          <TextInput
            label={label}
            data-autofocus
            required
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          {error === null ? null : <ProblemAlert error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>{texts.common.cancel}</Button>
            <Button type="submit" variant="filled" loading={isPending}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
