import type { ExecutionSummary } from "../api/schema";
import { scopeOf } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { useReturnFocus } from "../ui/useReturnFocus";
import { discard } from "./deadLetterQueries";

interface DiscardDialogProps {
  letter: ExecutionSummary;
  onDone: () => Promise<void>;
  onClose: () => void;
}

const words = texts.deadLetters;

/** Asks before a dead letter leaves the list. It is drawn while it is open only. */
export function DiscardDialog({ letter, onDone, onClose }: DiscardDialogProps) {
  const organization = useOrganization(scopeOf(letter.orgId));
  useReturnFocus();
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={`${words.discardOf(letter.workflowName)}?`}
      organization={organization}
      verb={words.discardCount(1)}
      danger
      onConfirm={() => discard([letter]).then(onDone)}
    >
      {words.discardSays}
    </ConfirmDialog>
  );
}
