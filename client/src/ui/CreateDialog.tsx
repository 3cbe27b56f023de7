import { Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { DialogForm } from "./DialogForm";
import type { FieldsProps } from "./fields";
import { useReturnFocus } from "./useReturnFocus";

interface CreateDialogProps<Draft> {
  title: string;
  verb: string;
  organization: { id: string; name: string } | undefined;
  initial: Draft;
  /** Closes the dialog once it resolves. */
  create: (draft: Draft) => Promise<unknown>;
  fields: (props: FieldsProps<Draft>) => ReactNode;
  onClose: () => void;
}

/** Asks for what a new thing is. It is drawn while it is open only. */
export function CreateDialog<Draft>(props: CreateDialogProps<Draft>) {
  const { title, verb, organization, initial, create, fields, onClose } = props;
  const [draft, setDraft] = useState(initial);
  useReturnFocus();

  async function save() {
    await create(draft);
    onClose();
  }

  return (
    <Modal opened onClose={onClose} title={title}>
      <DialogForm verb={verb} organization={organization} onSubmit={save} onClose={onClose}>
        {(problems) => fields({ draft, problems, onChange: setDraft })}
      </DialogForm>
    </Modal>
  );
}
