import { Alert } from "@mantine/core";
import { useScope } from "../session/useScope";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { InvitationTable } from "./InvitationTable";
import { NewInvitation } from "./NewInvitation";
import { useInvitations } from "./useInvitations";

/** The people who were asked by mail to become members of the organization. */
export function InvitationsPage() {
  const invitations = useInvitations(useScope());
  const hasMail = useSession().features.includes("mail");
  return (
    <Page
      title={texts.invitations.title}
      says={texts.invitations.says}
      action={hasMail ? <NewInvitation /> : null}
    >
      {hasMail ? null : <Alert color="yellow">{texts.invitations.mailOff}</Alert>}
      <Loaded query={invitations}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={texts.invitations.empty} says={texts.invitations.emptySays} />
          ) : (
            <InvitationTable invitations={found} hasMail={hasMail} />
          )
        }
      </Loaded>
    </Page>
  );
}
