import { useState } from "react";
import { fieldProblems } from "../api/fieldProblems";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ProviderFields } from "./ProviderFields";
import type { ProviderDraft } from "./providerDraft";

interface ProviderDialogProps {
  title: string;
  verb: string;
  initial: ProviderDraft;
  isStored: boolean;
  onSave: (draft: ProviderDraft) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for what there is to say of a sign-in provider; what was typed stays after a refusal. */
export function ProviderDialog(props: ProviderDialogProps) {
  const { title, verb, initial, isStored, onSave, onClose } = props;
  const organization = useOrganization(useScope());
  const [draft, setDraft] = useState(initial);
  const [error, setError] = useState<Error | null>(null);

  async function save() {
    setError(null);
    try {
      await onSave(draft);
    } catch (reason) {
      if (reason instanceof Error) setError(reason);
      throw reason;
    }
  }

  return (
    <ConfirmDialog opened {...{ title, organization, verb, onClose }} onConfirm={save}>
      <ProviderFields
        draft={draft}
        problems={fieldProblems(error)}
        isStored={isStored}
        onChange={setDraft}
      />
    </ConfirmDialog>
  );
}
