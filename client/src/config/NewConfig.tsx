import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { ConfigFields } from "./ConfigFields";
import { EMPTY_CONFIG } from "./configDraft";
import { useConfigChanges } from "./useConfigChanges";

/** The button that sets a value of the scope. */
export function NewConfig() {
  const organization = useOrganization(useScope());
  const { create } = useConfigChanges();
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {texts.config.add}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={texts.config.add}
          verb={texts.config.create}
          organization={organization}
          initial={EMPTY_CONFIG}
          create={create}
          fields={(props) => <ConfigFields {...props} isNew />}
          onClose={dialog.close}
        />
      ) : null}
    </>
  );
}
