import { Button, Group, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldProblems } from "../api/fieldProblems";
import type { WebhookSourceView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { GraphFields } from "./GraphFields";
import { draftOf, settingsOf } from "./graphDraft";
import { useWebhookChanges } from "./webhookQueries";

interface GraphSettingsFormProps {
  scope: Scope;
  source: WebhookSourceView;
}

/** Changes what Microsoft Graph is to tell a webhook of. */
export function GraphSettingsForm({ scope, source }: GraphSettingsFormProps) {
  const { update } = useWebhookChanges(scope, source.id);
  const [draft, setDraft] = useState(() => draftOf(source.settings.graph));

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    update.mutate({ settings: { ...source.settings, graph: settingsOf(draft) } });
  }

  return (
    <form onSubmit={save}>
      <Stack>
        <GraphFields
          scope={scope}
          draft={draft}
          problems={fieldProblems(update.error)}
          onChange={(changed) => setDraft((before) => ({ ...before, ...changed }))}
        />
        {update.isError ? <ProblemAlert error={update.error} /> : null}
        <Group>
          <Button type="submit" loading={update.isPending}>
            {texts.webhooks.graph.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
