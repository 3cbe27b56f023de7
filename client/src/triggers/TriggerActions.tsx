import { Button, Group } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { EventTriggerView } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { TriggerDialog } from "./TriggerDialog";
import { fieldsOf } from "./triggerDraft";
import { useTriggerChanges } from "./triggerQueries";

interface TriggerActionsProps {
  trigger: EventTriggerView;
}

const words = texts.triggers;

/** Changes a trigger, pauses or enables it, or deletes it. */
export function TriggerActions({ trigger }: TriggerActionsProps) {
  const scope = useScope();
  const organization = useOrganization(scope);
  const navigate = useNavigate();
  const { save, remove } = useTriggerChanges(scope);
  const [asks, setAsks] = useState<"edit" | "turn" | "remove">();
  const close = () => setAsks(undefined);
  const { id, name, isEnabled = true, paused } = trigger;
  const isOn = isEnabled && paused == null;
  const turn = isOn ? words.pause : words.enable;

  async function removeIt() {
    await remove.mutateAsync(id);
    await navigate({ to: "/o/$organization/event-triggers", params: { organization: scope } });
  }

  return (
    <Group gap="xs" justify="flex-end">
      <Button onClick={() => setAsks("edit")}>{words.edit}</Button>
      <Button onClick={() => setAsks("turn")}>{turn}</Button>
      <Button onClick={() => setAsks("remove")}>{words.remove}</Button>
      {asks === "edit" ? <TriggerDialog scope={scope} known={trigger} onClose={close} /> : null}
      <ConfirmDialog
        opened={asks === "turn"}
        title={`${turn}: ${name}`}
        organization={organization}
        verb={turn}
        onConfirm={() =>
          save.mutateAsync({ body: { ...fieldsOf(trigger), isEnabled: !isOn }, known: id })
        }
        onClose={close}
      >
        {isOn ? words.pauseSays : words.enableSays}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asks === "remove"}
        title={words.removeTitle(name)}
        organization={organization}
        verb={words.remove}
        danger
        onConfirm={removeIt}
        onClose={close}
      >
        {words.removeSays}
      </ConfirmDialog>
    </Group>
  );
}
