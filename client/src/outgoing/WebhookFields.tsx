import { Stack, TagsInput, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import type { WebhookDraft } from "./webhookDraft";

interface WebhookFieldsProps {
  draft: WebhookDraft;
  problems: ReadonlyMap<string, string>;
  /** The events and workflows that are offered. */
  events: readonly string[];
  workflows: readonly string[];
  urlHelp: string;
  onChange: (draft: WebhookDraft) => void;
}

/** The fields of an outgoing webhook, new or known. */
export function WebhookFields(props: WebhookFieldsProps) {
  const { draft, problems, events, workflows, urlHelp, onChange } = props;
  return (
    <Stack gap="sm">
      <TextInput
        label={texts.outgoing.name}
        value={draft.name}
        required
        withAsterisk={false}
        data-autofocus
        error={problems.get("name")}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        label={texts.outgoing.url}
        description={urlHelp}
        value={draft.url}
        required
        withAsterisk={false}
        inputMode="url"
        autoComplete="off"
        error={problems.get("url")}
        onChange={(event) => onChange({ ...draft, url: event.currentTarget.value })}
      />
      <TagsInput
        label={texts.outgoing.events}
        description={texts.outgoing.eventsHelp}
        value={[...draft.events]}
        data={[...events]}
        acceptValueOnBlur
        error={problems.get("events")}
        onChange={(chosen) => onChange({ ...draft, events: chosen })}
      />
      <TagsInput
        label={texts.outgoing.workflows}
        description={texts.outgoing.workflowsHelp}
        value={[...draft.workflows]}
        data={[...workflows]}
        acceptValueOnBlur
        error={problems.get("workflows")}
        onChange={(chosen) => onChange({ ...draft, workflows: chosen })}
      />
    </Stack>
  );
}
