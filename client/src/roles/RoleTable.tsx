import type { Role } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";

interface RoleTableProps {
  roles: readonly Role[];
}

const COLUMNS: readonly Column<Role>[] = [
  {
    key: "name",
    header: texts.roles.name,
    isTitle: true,
    cell: ({ id, name }) => (
      <TextLink
        from="/o/$organization/roles"
        to="/o/$organization/roles/$roleId"
        params={{ roleId: id }}
        fw={500}
      >
        {name}
      </TextLink>
    ),
  },
  { key: "description", header: texts.roles.description, cell: ({ description }) => description },
  {
    key: "updated",
    header: texts.roles.updated,
    cell: ({ createdAt, updatedAt }) => <TimeText at={updatedAt ?? createdAt} />,
  },
];

export function RoleTable({ roles }: RoleTableProps) {
  return (
    <DataTable label={texts.roles.title} columns={COLUMNS} rows={roles} keyOf={({ id }) => id} />
  );
}
