import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { OutgoingWebhookDetail } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SecretDialog } from "./SecretDialog";
import { useWebhookChanges } from "./useWebhookChanges";
import { WebhookDialog } from "./WebhookDialog";
import { bodyOfDraft, draftOf } from "./webhookDraft";

interface WebhookActionsProps {
  webhook: OutgoingWebhookDetail;
}

type Asking = "edit" | "state" | "rotate" | "remove";

/** The buttons of a webhook's page, and the dialogs that they open. */
export function WebhookActions({ webhook }: WebhookActionsProps) {
  const [asking, setAsking] = useState<Asking>();
  const changes = useWebhookChanges(webhook);
  const organization = useOrganization(useScope());
  const close = () => setAsking(undefined);
  const { name, paused } = webhook;
  const isEnabled = webhook.isEnabled && paused == null;
  const turn = isEnabled ? texts.outgoing.disable : texts.outgoing.enable;

  return (
    <Group gap="xs">
      <Button
        variant="filled"
        loading={changes.test.isPending}
        onClick={() => changes.test.mutate()}
      >
        {texts.outgoing.test}
      </Button>
      <Button onClick={() => setAsking("edit")}>{texts.outgoing.edit}</Button>
      <Button onClick={() => setAsking("rotate")}>{texts.outgoing.rotate}</Button>
      <Button onClick={() => setAsking("state")}>{turn}</Button>
      <Button onClick={() => setAsking("remove")}>{texts.outgoing.remove}</Button>
      {changes.test.isError ? <ProblemAlert error={changes.test.error} /> : null}
      <WebhookDialog
        key={`${webhook.updatedAt}`}
        opened={asking === "edit"}
        title={texts.outgoing.editTitle(name)}
        verb={texts.outgoing.save}
        initial={draftOf(webhook)}
        urlHelp={texts.outgoing.newUrlSays}
        onSave={(draft) => changes.change(bodyOfDraft(draft))}
        onClose={close}
      />
      <ConfirmDialog
        opened={asking === "state"}
        title={`${turn}: ${name}`}
        organization={organization}
        verb={turn}
        onConfirm={() => changes.change({ isEnabled: !isEnabled })}
        onClose={close}
      />
      <ConfirmDialog
        opened={asking === "rotate"}
        title={texts.outgoing.rotateTitle(name)}
        organization={organization}
        verb={texts.outgoing.rotate}
        onConfirm={changes.rotate}
        onClose={close}
      >
        {texts.outgoing.rotateSays}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === "remove"}
        title={texts.outgoing.removeTitle(name)}
        organization={organization}
        verb={texts.outgoing.remove}
        danger
        onConfirm={changes.remove}
        onClose={close}
      >
        {texts.outgoing.removeSays}
      </ConfirmDialog>
      <SecretDialog secret={changes.secret} onClose={changes.forgetSecret} />
    </Group>
  );
}
