import { Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import type { InvitationCreate } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { invitationsKey } from "./useInvitations";

const EMPTY = { email: "", displayName: "", role: "member" } as const;
const ROLES = ["member", "admin"] as const;

/** The button that invites a person by mail. */
export function NewInvitation() {
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  const [draft, setDraft] = useState<Required<InvitationCreate>>(EMPTY);
  const [error, setError] = useState<Error | null>(null);
  const problems = fieldProblems(error);

  async function invite() {
    setError(null);
    try {
      const { displayName, ...others } = draft;
      const name = displayName === "" ? {} : { displayName };
      await bodyOf(inScope(scope).POST("/api/invitations", { body: { ...others, ...name } }));
    } catch (reason) {
      if (reason instanceof Error) setError(reason);
      throw reason;
    }
    setDraft(EMPTY);
    await queries.invalidateQueries({ queryKey: invitationsKey(scope) });
  }

  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {texts.invitations.invite}
      </Button>
      <ConfirmDialog
        opened={isOpen}
        title={texts.invitations.invite}
        organization={organization}
        verb={texts.invitations.send}
        onConfirm={invite}
        onClose={dialog.close}
      >
        <Stack>
          <TextInput
            type="email"
            label={texts.invitations.email}
            required
            withAsterisk={false}
            value={draft.email}
            onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
            error={problems.get("email")}
          />
          <TextInput
            label={texts.invitations.name}
            description={texts.invitations.nameHelp}
            value={draft.displayName ?? ""}
            onChange={(event) => setDraft({ ...draft, displayName: event.currentTarget.value })}
            error={problems.get("displayName")}
          />
          <NativeSelect
            label={texts.invitations.role}
            data={ROLES.map((value) => ({ value, label: texts.invitations.roles[value] }))}
            value={draft.role}
            onChange={(event) =>
              setDraft({
                ...draft,
                role: event.currentTarget.value === "admin" ? "admin" : "member",
              })
            }
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
