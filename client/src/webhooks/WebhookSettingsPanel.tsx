import { Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { WebhookSourceMade, WebhookSourceView } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ProblemAlert } from "../ui/ProblemAlert";
import { GraphSettingsForm } from "./GraphSettingsForm";
import { SecretOnce } from "./SecretOnce";
import { useWebhookChanges } from "./webhookQueries";

interface WebhookSettingsPanelProps {
  scope: Scope;
  source: WebhookSourceView;
}

const words = texts.webhooks;

/** Renames a webhook, switches it off, gives it a new secret, deletes it. */
export function WebhookSettingsPanel({ scope, source }: WebhookSettingsPanelProps) {
  const { update, rotate, remove } = useWebhookChanges(scope, source.id);
  const organization = useOrganization(scope);
  const navigate = useNavigate();
  const [asks, setAsks] = useState<"rotate" | "delete">();
  const [made, setMade] = useState<WebhookSourceMade>();

  function rename(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    update.mutate({ name: String(new FormData(event.currentTarget).get("name")) });
  }

  async function discard() {
    await remove.mutateAsync();
    await navigate({ to: "/o/$organization/webhooks", params: { organization: scope } });
  }

  return (
    <Stack maw="32rem">
      <form onSubmit={rename}>
        <Group align="flex-end" gap="xs">
          <TextInput name="name" label={words.name} defaultValue={source.name} required />
          <Button type="submit" loading={update.isPending}>
            {words.save}
          </Button>
        </Group>
      </form>
      <Switch
        label={words.takesEvents}
        checked={source.isEnabled}
        onChange={(event) => update.mutate({ isEnabled: event.currentTarget.checked })}
      />
      {update.isError ? <ProblemAlert error={update.error} /> : null}
      {source.adapter === "microsoft_graph" ? (
        <GraphSettingsForm scope={scope} source={source} />
      ) : null}
      <Text c="dimmed">{words.rotateSays}</Text>
      <Group gap="xs">
        <Button onClick={() => setAsks("rotate")}>{words.rotate}</Button>
        <Button color="red.9" onClick={() => setAsks("delete")}>
          {words.deleteSource}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asks === "rotate"}
        title={`${words.rotate}: ${source.name}`}
        organization={organization}
        verb={words.rotate}
        onConfirm={async () => setMade(await rotate.mutateAsync({}))}
        onClose={() => setAsks(undefined)}
      >
        <Text>{words.rotateSays}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        opened={asks === "delete"}
        title={`${words.deleteSource}: ${source.name}`}
        organization={organization}
        verb={words.remove}
        danger
        onConfirm={discard}
        onClose={() => setAsks(undefined)}
      >
        <Text>{words.deleteSays}</Text>
      </ConfirmDialog>
      <SecretOnce made={made} onClose={() => setMade(undefined)} />
    </Stack>
  );
}
