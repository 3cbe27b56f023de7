import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { InvitationView } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ProblemAlert } from "../ui/ProblemAlert";
import { invitationsKey } from "./useInvitations";

interface InvitationActionsProps {
  invitation: InvitationView;
  hasMail: boolean;
}

/** Sends an invitation again, or revokes it, while it was neither accepted nor revoked. */
export function InvitationActions({ invitation, hasMail }: InvitationActionsProps) {
  const { id, email, status } = invitation;
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  const path = { invitation_id: id };
  const refresh = () => queries.invalidateQueries({ queryKey: invitationsKey(scope) });
  const again = useMutation({
    mutationFn: () =>
      bodyOf(inScope(scope).POST("/api/invitations/{invitation_id}/resend", { params: { path } })),
    onSuccess: refresh,
  });

  async function revoke() {
    await bodyOf(inScope(scope).DELETE("/api/invitations/{invitation_id}", { params: { path } }));
    await refresh();
  }

  if (status === "accepted" || status === "revoked") return null;
  return (
    <Group gap="xs">
      {hasMail ? (
        <Button
          size="xs"
          loading={again.isPending}
          aria-label={texts.invitations.againOf(email)}
          onClick={() => again.mutate()}
        >
          {texts.invitations.again}
        </Button>
      ) : null}
      {status === "pending" ? (
        <Button size="xs" aria-label={texts.invitations.revokeOf(email)} onClick={dialog.open}>
          {texts.invitations.revoke}
        </Button>
      ) : null}
      {again.isSuccess ? <span role="status">{texts.invitations.sentAgain(email)}</span> : null}
      {again.isError ? <ProblemAlert error={again.error} /> : null}
      <ConfirmDialog
        opened={isOpen}
        title={texts.invitations.revokeTitle(email)}
        organization={organization}
        verb={texts.invitations.revoke}
        danger
        onConfirm={revoke}
        onClose={dialog.close}
      >
        {texts.invitations.revokeSays}
      </ConfirmDialog>
    </Group>
  );
}
