import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { ServiceAccountView } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ProblemAlert } from "../ui/ProblemAlert";
import { accountsKey } from "./useServiceAccounts";

interface ServiceAccountActionsProps {
  account: ServiceAccountView;
  onKey: (rawKey: string | undefined) => void;
}

/** Makes a key of a service account, deactivates or deletes it. */
export function ServiceAccountActions({ account, onKey }: ServiceAccountActionsProps) {
  const { id, name, isActive } = account;
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  const path = { account_id: id };
  const refresh = () => queries.invalidateQueries({ queryKey: accountsKey(scope) });
  const making = useMutation({
    mutationFn: () =>
      bodyOf(
        inScope(scope).POST("/api/service-accounts/{account_id}/keys", {
          params: { path },
          body: {},
        }),
      ),
    onSuccess: ({ rawKey }) => onKey(rawKey ?? undefined),
  });
  const turning = useMutation({
    mutationFn: () =>
      bodyOf(
        inScope(scope).PATCH("/api/service-accounts/{account_id}", {
          params: { path },
          body: { isActive: !isActive },
        }),
      ),
    onSuccess: refresh,
  });

  async function remove() {
    await bodyOf(inScope(scope).DELETE("/api/service-accounts/{account_id}", { params: { path } }));
    await refresh();
  }

  const words = texts.machines.accounts;
  const error = making.error ?? turning.error;
  return (
    <Group gap="xs">
      {isActive ? (
        <Button
          size="xs"
          aria-label={words.keyOf(name)}
          loading={making.isPending}
          onClick={() => making.mutate()}
        >
          {words.key}
        </Button>
      ) : null}
      <Button
        size="xs"
        aria-label={isActive ? words.deactivateOf(name) : words.activateOf(name)}
        loading={turning.isPending}
        onClick={() => turning.mutate()}
      >
        {isActive ? words.deactivate : words.activate}
      </Button>
      <Button size="xs" aria-label={words.removeOf(name)} onClick={dialog.open}>
        {words.remove}
      </Button>
      {error === null ? null : <ProblemAlert error={error} />}
      <ConfirmDialog
        opened={isOpen}
        title={words.removeTitle(name)}
        organization={organization}
        verb={words.remove}
        danger
        onConfirm={remove}
        onClose={dialog.close}
      >
        {words.removeSays}
      </ConfirmDialog>
    </Group>
  );
}
