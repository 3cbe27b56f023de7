import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { ApiKeyView } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { KeyFields } from "./KeyFields";
import { KeyOnce } from "./KeyOnce";
import { bodyOfDraft, EMPTY_KEY, type KeyDraft } from "./keyDraft";
import { keysQuery } from "./keyQueries";

/** The button that makes a key, and shows it once. */
export function NewKey() {
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  const [made, setMade] = useState<ApiKeyView>();

  async function create(draft: KeyDraft) {
    const body = bodyOfDraft(draft);
    setMade(await bodyOf(inScope(scope).POST("/api/workflow-keys", { body })));
    await queries.invalidateQueries({ queryKey: keysQuery(scope).queryKey });
  }

  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {texts.apiKeys.add}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={texts.apiKeys.add}
          verb={texts.apiKeys.create}
          organization={organization}
          initial={EMPTY_KEY}
          create={create}
          fields={(props) => <KeyFields {...props} />}
          onClose={dialog.close}
        />
      ) : null}
      <KeyOnce made={made} onClose={() => setMade(undefined)} />
    </>
  );
}
