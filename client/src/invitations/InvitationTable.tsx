import type { InvitationView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { InvitationActions } from "./InvitationActions";

interface InvitationTableProps {
  invitations: readonly InvitationView[];
  hasMail: boolean;
}

export function InvitationTable({ invitations, hasMail }: InvitationTableProps) {
  const columns: readonly Column<InvitationView>[] = [
    {
      key: "email",
      header: texts.invitations.email,
      isTitle: true,
      cell: ({ email }) => email,
    },
    { key: "name", header: texts.invitations.name, cell: ({ displayName }) => displayName },
    {
      key: "role",
      header: texts.invitations.role,
      cell: ({ role }) => texts.invitations.roles[role],
    },
    {
      key: "status",
      header: texts.invitations.status,
      cell: ({ status }) => texts.invitations.statuses[status],
    },
    { key: "by", header: texts.invitations.by, cell: ({ invitedBy }) => invitedBy },
    {
      key: "sent",
      header: texts.invitations.sent,
      cell: ({ sentAt }) => <TimeText at={sentAt} />,
    },
    {
      key: "ends",
      header: texts.invitations.ends,
      cell: ({ expiresAt }) => <TimeText at={expiresAt} />,
    },
    {
      key: "actions",
      header: texts.invitations.actions,
      cell: (invitation) => <InvitationActions invitation={invitation} hasMail={hasMail} />,
    },
  ];
  return (
    <DataTable
      label={texts.invitations.title}
      columns={columns}
      rows={invitations}
      keyOf={({ id }) => id}
    />
  );
}
