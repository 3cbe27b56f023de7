import { Button, Group, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { SignInProviderView } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ProviderDialog } from "./ProviderDialog";
import { changeOf, draftOf } from "./providerDraft";
import { TestOutcome } from "./TestOutcome";
import { useProviderChanges } from "./useProviders";

interface ProviderActionsProps {
  provider: SignInProviderView;
}

/** What can be done with one provider, and the dialogs that it opens. */
export function ProviderActions({ provider }: ProviderActionsProps) {
  const scope = useScope();
  const organization = useOrganization(scope);
  const changes = useProviderChanges(scope);
  const [asking, setAsking] = useState<"edit" | "remove">();
  const testing = useMutation({ mutationFn: () => changes.test(provider.id) });
  const close = () => setAsking(undefined);
  return (
    <Group gap="xs">
      <Button size="xs" loading={testing.isPending} onClick={() => testing.mutate()}>
        {texts.singleSignOn.test}
      </Button>
      <Button size="xs" onClick={() => setAsking("edit")}>
        {texts.singleSignOn.edit}
      </Button>
      <Button size="xs" onClick={() => setAsking("remove")}>
        {texts.singleSignOn.remove}
      </Button>
      {testing.isIdle || testing.isPending ? null : (
        <Modal
          opened
          onClose={() => testing.reset()}
          title={texts.singleSignOn.testOf(provider.name)}
        >
          <TestOutcome error={testing.error} found={testing.data} />
        </Modal>
      )}
      {asking === "edit" ? (
        <ProviderDialog
          title={texts.singleSignOn.editTitle(provider.name)}
          verb={texts.singleSignOn.save}
          initial={draftOf(provider)}
          isStored
          onSave={(draft) => changes.change(provider.id, changeOf(draft))}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        opened={asking === "remove"}
        title={texts.singleSignOn.removeTitle(provider.name)}
        organization={organization}
        verb={texts.singleSignOn.remove}
        danger
        onConfirm={() => changes.remove(provider.id)}
        onClose={close}
      >
        {texts.singleSignOn.removeSays}
      </ConfirmDialog>
    </Group>
  );
}
