import { Button, Group, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { SignInProviderView } from "../api/schema";
import { versionAsShown } from "../api/versions";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { EditDialog } from "../ui/EditDialog";
import { ProviderFields } from "./ProviderFields";
import { changeOf, compareProvider, draftOf } from "./providerDraft";
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
  const read = () => changes.read(provider.id);

  async function remove() {
    const facts = (one: SignInProviderView) => changeOf(draftOf(one));
    const version = await versionAsShown(read, provider, facts, texts.edits.changedSince);
    await changes.remove(provider.id, version);
  }

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
        <EditDialog
          title={texts.singleSignOn.editTitle(provider.name)}
          verb={texts.singleSignOn.save}
          organization={organization}
          edit={{
            read,
            draftOf,
            save: (draft, version) => changes.change(provider.id, changeOf(draft), version),
            compare: compareProvider,
          }}
          fields={(props) => <ProviderFields {...props} isStored />}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        opened={asking === "remove"}
        title={texts.singleSignOn.removeTitle(provider.name)}
        organization={organization}
        verb={texts.singleSignOn.remove}
        danger
        onConfirm={remove}
        onClose={close}
      >
        {texts.singleSignOn.removeSays}
      </ConfirmDialog>
    </Group>
  );
}
