import { Group, Text } from "@mantine/core";
import type { MemberView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";
import { MemberActions } from "./MemberActions";
import { UserState } from "./UserState";

interface MemberTableProps {
  members: readonly MemberView[];
}

const COLUMNS: readonly Column<MemberView>[] = [
  {
    key: "name",
    header: texts.people.name,
    isTitle: true,
    cell: ({ name, email }) => (
      <div>
        <Text fw={500}>{name}</Text>
        <Text c="dimmed">{email}</Text>
      </div>
    ),
  },
  {
    key: "role",
    header: texts.people.role,
    cell: ({ role }) => texts.people.memberRoles[role],
  },
  {
    key: "roles",
    header: texts.people.roles,
    cell: ({ roles }) =>
      roles === null || roles.length === 0 ? (
        <Text c="dimmed">{texts.common.none}</Text>
      ) : (
        <Group gap="xs">
          {roles.map(({ id, name }) => (
            <TextLink
              key={id}
              from="/o/$organization/members"
              to="/o/$organization/roles/$roleId"
              params={{ roleId: id }}
            >
              {name}
            </TextLink>
          ))}
        </Group>
      ),
  },
  {
    key: "state",
    header: texts.people.state,
    cell: ({ isActive }) => <UserState isActive={isActive} />,
  },
  {
    key: "actions",
    header: texts.people.more,
    isAction: true,
    cell: (member) => <MemberActions member={member} />,
  },
];

export function MemberTable({ members }: MemberTableProps) {
  return (
    <DataTable
      label={texts.people.members}
      columns={COLUMNS}
      rows={members}
      keyOf={({ userId }) => userId}
    />
  );
}
