import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { WebhookFields } from "./WebhookFields";
import type { WebhookDraft } from "./webhookDraft";

interface WebhookDialogProps {
  opened: boolean;
  title: string;
  verb: string;
  initial: WebhookDraft;
  urlHelp: string;
  onSave: (draft: WebhookDraft) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for what there is to say of an outgoing webhook; what was typed stays after a refusal. */
export function WebhookDialog(props: WebhookDialogProps) {
  const { opened, title, verb, initial, urlHelp, onSave, onClose } = props;
  const scope = useScope();
  const organization = useOrganization(scope);
  const [draft, setDraft] = useState(initial);
  const [error, setError] = useState<Error | null>(null);
  const offered = useOffered(opened);

  async function save() {
    setError(null);
    try {
      await onSave(draft);
    } catch (reason) {
      if (reason instanceof Error) setError(reason);
      throw reason;
    }
  }

  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={title}
      organization={organization}
      verb={verb}
      onConfirm={save}
    >
      <WebhookFields
        draft={draft}
        problems={fieldProblems(error)}
        urlHelp={urlHelp}
        onChange={setDraft}
        {...offered}
      />
    </ConfirmDialog>
  );
}

function useOffered(enabled: boolean) {
  const scope = useScope();
  const events = useQuery({
    queryKey: [scope, "eventTypes"],
    enabled,
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/events/types", { signal })),
  });
  const workflows = useQuery({
    queryKey: [scope, "workflows"],
    enabled,
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/workflows", { signal })),
  });
  const types = (events.data ?? [])
    .map(({ type }) => type)
    .filter((type) => type !== "webhook.test");
  return {
    events: ["*", "execution.*", ...types],
    workflows: (workflows.data ?? []).map(({ name }) => name),
  };
}
