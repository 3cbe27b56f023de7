import { Button, Checkbox, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { accountsKey, useRoles } from "./useServiceAccounts";

const EMPTY = { name: "", description: "", roleIds: [] as string[] };

/** The button that makes a service account. */
export function NewServiceAccount() {
  const scope = useScope();
  const organization = useOrganization(scope);
  const roles = useRoles(scope);
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  const [draft, setDraft] = useState(EMPTY);
  const [error, setError] = useState<Error | null>(null);
  const problems = fieldProblems(error);
  const words = texts.machines.accounts;

  async function create() {
    setError(null);
    try {
      await bodyOf(inScope(scope).POST("/api/service-accounts", { body: draft }));
    } catch (reason) {
      if (reason instanceof Error) setError(reason);
      throw reason;
    }
    setDraft(EMPTY);
    await queries.invalidateQueries({ queryKey: accountsKey(scope) });
  }

  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {words.add}
      </Button>
      <ConfirmDialog
        opened={isOpen}
        title={words.add}
        organization={organization}
        verb={words.create}
        onConfirm={create}
        onClose={dialog.close}
      >
        <Stack>
          <TextInput
            label={words.name}
            required
            withAsterisk={false}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            error={problems.get("name")}
          />
          <TextInput
            label={words.description}
            value={draft.description}
            onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
            error={problems.get("description")}
          />
          {(roles.data ?? []).length === 0 ? null : (
            <Checkbox.Group
              label={words.roles}
              description={words.rolesHelp}
              value={draft.roleIds}
              onChange={(roleIds) => setDraft({ ...draft, roleIds })}
            >
              <Stack gap="xs" mt="xs">
                {(roles.data ?? []).map(({ id, name }) => (
                  <Checkbox key={id} value={id} label={name} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
