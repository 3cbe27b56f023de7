import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { SubscriptionView } from "../api/schema";
import type { Scope } from "../api/scope";
import { RuleDialog } from "../subscriptions/RuleDialog";
import * as texts from "../texts/texts";
import { typesOf } from "./subscriptionFields";
import { useSubscriptionChanges } from "./webhookQueries";

interface SubscriptionDialogProps {
  scope: Scope;
  sourceId: string;
  /** The one that is changed; undefined for a new one. */
  known: SubscriptionView | undefined;
  onClose: () => void;
}

const words = texts.webhooks;

/** Asks what a subscription says: events, filter, workflow and input. */
export function SubscriptionDialog({ scope, sourceId, known, onClose }: SubscriptionDialogProps) {
  const { save } = useSubscriptionChanges(scope, sourceId);
  const [types, setTypes] = useState(known?.eventTypes?.join(", ") ?? "");
  return (
    <RuleDialog
      scope={scope}
      title={known === undefined ? words.subscribe : words.editSubscription}
      known={known}
      onSave={(rule) =>
        save.mutateAsync({ body: { ...rule, eventTypes: typesOf(types) }, known: known?.id })
      }
      onClose={onClose}
    >
      {(problems) => (
        <TextInput
          label={words.types}
          description={words.typesSays}
          value={types}
          error={problems.get("eventTypes")}
          onChange={(event) => setTypes(event.currentTarget.value)}
        />
      )}
    </RuleDialog>
  );
}
