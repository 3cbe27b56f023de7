import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { secretsQuery } from "./configQueries";
import { SecretFields } from "./SecretFields";
import type { SecretDraft } from "./secretDraft";

/** The button that adds a secret. */
export function NewSecret() {
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();

  async function create({ name, value }: SecretDraft) {
    const body = { secretKey: name, value };
    await bodyOf(inScope(scope).POST("/api/secrets", { body }));
    await queries.invalidateQueries({ queryKey: secretsQuery(scope).queryKey });
  }

  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {texts.secrets.add}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={texts.secrets.add}
          verb={texts.secrets.create}
          organization={organization}
          initial={{ name: "", value: "" }}
          create={create}
          fields={(props) => <SecretFields {...props} isNew />}
          onClose={dialog.close}
        />
      ) : null}
    </>
  );
}
