import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { ModelKeyFields } from "./ModelKeyFields";
import { NEW_KEY, newKeyOf } from "./modelKeyDraft";
import { useModelChanges } from "./modelQueries";

/** The button that adds a key of a provider. */
export function NewModelKey() {
  const scope = useScope();
  const organization = useOrganization(scope);
  const changes = useModelChanges(scope);
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {texts.models.add}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={texts.models.add}
          verb={texts.models.add}
          organization={organization}
          initial={NEW_KEY}
          create={(draft) => changes.add(newKeyOf(draft))}
          fields={(props) => <ModelKeyFields {...props} />}
          onClose={dialog.close}
        />
      ) : null}
    </>
  );
}
