import { TagsInput } from "@mantine/core";
import { useState } from "react";
import type { EventTriggerView } from "../api/schema";
import type { Scope } from "../api/scope";
import { RuleDialog } from "../subscriptions/RuleDialog";
import * as texts from "../texts/texts";
import { useWorkflows } from "../workflows/useWorkflows";
import { useEventTypes, useTriggerChanges } from "./triggerQueries";

interface TriggerDialogProps {
  scope: Scope;
  /** The one that is changed; undefined for a new one. */
  known: EventTriggerView | undefined;
  onClose: () => void;
}

const words = texts.triggers;

/** Asks what a trigger says: its events, and what they start. */
export function TriggerDialog({ scope, known, onClose }: TriggerDialogProps) {
  const { save } = useTriggerChanges(scope);
  const types = useEventTypes(scope);
  const offered = useWorkflows(scope).data?.map(({ name }) => name) ?? [];
  const [events, setEvents] = useState(known?.events ?? []);
  const [workflows, setWorkflows] = useState(known?.workflows ?? []);
  return (
    <RuleDialog
      scope={scope}
      title={known === undefined ? words.add : words.editTitle(known.name)}
      known={known}
      onSave={(rule) =>
        save.mutateAsync({ body: { ...rule, events, workflows }, known: known?.id })
      }
      onClose={onClose}
    >
      {(problems) => (
        <>
          <TagsInput
            label={words.events}
            description={words.eventsSay}
            value={events}
            data={["*", "execution.*", ...types]}
            acceptValueOnBlur
            error={problems.get("events")}
            onChange={setEvents}
          />
          <TagsInput
            label={words.workflows}
            description={words.workflowsSay}
            value={workflows}
            data={offered}
            acceptValueOnBlur
            error={problems.get("workflows")}
            onChange={setWorkflows}
          />
        </>
      )}
    </RuleDialog>
  );
}
