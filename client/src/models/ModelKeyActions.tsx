import { Button, Group, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { LlmKeyView } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { KeyTestResult } from "./KeyTestResult";
import { ModelKeyDialog } from "./ModelKeyDialog";
import { useModelChanges } from "./modelQueries";
import { OfferedModels } from "./OfferedModels";

interface ModelKeyActionsProps {
  stored: LlmKeyView;
}

const words = texts.models;

/** What can be done with one key, and the dialogs that it opens. */
export function ModelKeyActions({ stored }: ModelKeyActionsProps) {
  const scope = useScope();
  const organization = useOrganization(scope);
  const changes = useModelChanges(scope);
  const [asking, setAsking] = useState<"edit" | "models" | "remove">();
  const testing = useMutation({ mutationFn: () => changes.test(stored.id) });
  const provider = words.providers[stored.name];
  const close = () => setAsking(undefined);
  return (
    <Group gap="xs">
      <Button size="xs" loading={testing.isPending} onClick={() => testing.mutate()}>
        {words.test}
      </Button>
      <Button size="xs" onClick={() => setAsking("models")}>
        {words.offered}
      </Button>
      <Button size="xs" onClick={() => setAsking("edit")}>
        {texts.edits.edit}
      </Button>
      <Button size="xs" onClick={() => setAsking("remove")}>
        {texts.edits.remove}
      </Button>
      {testing.isIdle || testing.isPending ? null : (
        <Modal opened onClose={() => testing.reset()} title={words.testTitle(provider)}>
          <KeyTestResult result={testing.data} error={testing.error} />
        </Modal>
      )}
      {asking === "models" ? (
        <Modal opened onClose={close} title={words.offeredTitle(provider)}>
          <OfferedModels scope={scope} keyId={stored.id} />
        </Modal>
      ) : null}
      {asking === "edit" ? <ModelKeyDialog stored={stored} onClose={close} /> : null}
      <ConfirmDialog
        opened={asking === "remove"}
        title={words.removeTitle(provider, stored.key)}
        organization={organization}
        verb={words.removeVerb}
        danger
        onConfirm={() => changes.remove(stored.id)}
        onClose={close}
      >
        {words.removeSays}
      </ConfirmDialog>
    </Group>
  );
}
