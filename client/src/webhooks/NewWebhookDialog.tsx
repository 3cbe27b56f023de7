import { Button, Group, Modal, PasswordInput, Select, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldProblems } from "../api/fieldProblems";
import type { WebhookSourceMade } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { OrganizationLine } from "../ui/OrganizationLine";
import { ProblemAlert } from "../ui/ProblemAlert";
import { draftOf, settingsOf } from "./graphDraft";
import { SenderFields } from "./SenderFields";
import { BRING_THEIR_OWN, isSender, type Sender, senderChoices } from "./senders";
import { useCreateWebhook } from "./webhookQueries";

interface NewWebhookDialogProps {
  scope: Scope;
  opened: boolean;
  onMade: (made: WebhookSourceMade) => void;
  onClose: () => void;
}

/** Asks for the sender and the name of a webhook, and makes it. */
export function NewWebhookDialog({ scope, opened, onMade, onClose }: NewWebhookDialogProps) {
  const words = texts.webhooks;
  const [sender, setSender] = useState<Sender>("github");
  const [graph, setGraph] = useState(() => draftOf(null));
  const creating = useCreateWebhook(scope);
  const organization = useOrganization(scope);
  const problems = fieldProblems(creating.error);

  function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "").trim();
    const [secret, repository] = [text("secret"), text("repository")];
    const generic = {
      signatureHeader: text("signatureHeader"),
      prefix: text("prefix"),
      typeField: text("typeField") || null,
    };
    const settings = {
      ...(repository === "" ? {} : { repository }),
      ...(sender === "generic" ? generic : {}),
      ...(sender === "microsoft_graph" ? { graph: settingsOf(graph) } : {}),
    };
    creating.mutate(
      { name: text("name"), adapter: sender, settings, ...(secret === "" ? {} : { secret }) },
      { onSuccess: onMade },
    );
  }

  return (
    <Modal opened={opened} onClose={onClose} title={words.create}>
      <form onSubmit={create}>
        <Stack>
          <OrganizationLine organization={organization} />
          <TextInput name="name" label={words.name} required error={problems.get("name")} />
          <Select
            label={words.sender}
            data={senderChoices()}
            value={sender}
            allowDeselect={false}
            onChange={(value) => isSender(value) && setSender(value)}
          />
          <SenderFields
            scope={scope}
            sender={sender}
            problems={problems}
            graph={graph}
            onGraph={(changed) => setGraph((before) => ({ ...before, ...changed }))}
          />
          <PasswordInput
            name="secret"
            label={words.ownSecret}
            description={BRING_THEIR_OWN.has(sender) ? words.needsOwnSecret : words.ownSecretSays}
            autoComplete="off"
            required={BRING_THEIR_OWN.has(sender)}
            error={problems.get("secret")}
            visibilityToggleButtonProps={{ "aria-label": texts.forms.showSecret }}
          />
          {creating.isError ? <ProblemAlert error={creating.error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>{texts.common.cancel}</Button>
            <Button type="submit" variant="filled" loading={creating.isPending}>
              {words.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
