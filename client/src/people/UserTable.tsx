import { Text } from "@mantine/core";
import type { UserView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { UserState } from "./UserState";

interface UserTableProps {
  users: readonly UserView[];
  nameOf: (organizationId: string) => string;
  isStale: boolean;
}

function columnsOf(nameOf: (organizationId: string) => string): readonly Column<UserView>[] {
  return [
    {
      key: "name",
      header: texts.people.name,
      isTitle: true,
      cell: ({ id, displayName, email }) => (
        <div>
          <TextLink to="/platform/users/$userId" params={{ userId: id }} fw={500}>
            {displayName}
          </TextLink>
          <Text c="dimmed">{email}</Text>
        </div>
      ),
    },
    {
      key: "organizations",
      header: texts.people.organizations,
      cell: ({ memberships }) =>
        memberships.map(({ orgId }) => nameOf(orgId)).join(", ") || (
          <Text c="dimmed">{texts.people.noOrganization}</Text>
        ),
    },
    { key: "state", header: texts.people.state, cell: (user) => <UserState {...user} /> },
    {
      key: "last",
      header: texts.people.lastSignIn,
      cell: ({ lastSignedInAt }) =>
        lastSignedInAt === null ? texts.people.never : <TimeText at={lastSignedInAt} />,
    },
  ];
}

export function UserTable({ users, nameOf, isStale }: UserTableProps) {
  return (
    <DataTable
      label={texts.people.users}
      columns={columnsOf(nameOf)}
      rows={users}
      keyOf={({ id }) => id}
      isStale={isStale}
    />
  );
}
