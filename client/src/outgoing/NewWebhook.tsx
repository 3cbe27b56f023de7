import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { SecretDialog } from "./SecretDialog";
import { WebhookDialog } from "./WebhookDialog";
import { bodyOfDraft, EMPTY_DRAFT, type WebhookDraft } from "./webhookDraft";

/** The button that makes an outgoing webhook, and shows its secret once. */
export function NewWebhook() {
  const scope = useScope();
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  const [round, setRound] = useState(0);
  const [secret, setSecret] = useState<string>();

  async function create(draft: WebhookDraft) {
    const made = await bodyOf(
      inScope(scope).POST("/api/outgoing-webhooks", { body: bodyOfDraft(draft) }),
    );
    setSecret(made.secret ?? undefined);
    setRound((before) => before + 1);
    await queries.invalidateQueries({ queryKey: [scope, "outgoing"] });
  }

  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {texts.outgoing.add}
      </Button>
      <WebhookDialog
        key={round}
        opened={isOpen}
        title={texts.outgoing.add}
        verb={texts.outgoing.create}
        initial={EMPTY_DRAFT}
        urlHelp={texts.outgoing.urlHelp}
        onSave={create}
        onClose={dialog.close}
      />
      <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />
    </>
  );
}
