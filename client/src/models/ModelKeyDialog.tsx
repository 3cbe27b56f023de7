import type { LlmKeyView } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { ModelKeyFields } from "./ModelKeyFields";
import { changeOf, draftOf } from "./modelKeyDraft";
import { useModelChanges } from "./modelQueries";

interface ModelKeyDialogProps {
  stored: LlmKeyView;
  onClose: () => void;
}

/** Changes a key; an empty key leaves the stored one as it is. */
export function ModelKeyDialog({ stored, onClose }: ModelKeyDialogProps) {
  const scope = useScope();
  const organization = useOrganization(scope);
  const changes = useModelChanges(scope);
  return (
    <CreateDialog
      title={texts.models.editTitle(texts.models.providers[stored.name])}
      verb={texts.edits.save}
      organization={organization}
      initial={draftOf(stored)}
      create={(draft) => changes.change(stored.id, changeOf(stored, draft))}
      fields={(props) => <ModelKeyFields {...props} masked={stored.key} />}
      onClose={onClose}
    />
  );
}
