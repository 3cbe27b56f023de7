import { Badge, Group, Text } from "@mantine/core";
import type { Organization } from "../../api/schema";
import * as texts from "../../texts/texts";
import { DataTable } from "../../ui/DataTable";
import { OrganizationMark } from "../../ui/OrganizationMark";
import { TextLink } from "../../ui/TextLink";
import { TimeText } from "../../ui/TimeText";
import type { Column } from "../../ui/table";
import { OrganizationState } from "./OrganizationState";

interface OrganizationTableProps {
  organizations: readonly Organization[];
}

const COLUMNS: readonly Column<Organization>[] = [
  {
    key: "name",
    header: texts.customers.name,
    isTitle: true,
    cell: ({ id, name }) => (
      <Group gap="xs" wrap="nowrap">
        <OrganizationMark id={id} name={name} />
        <TextLink
          to="/platform/organizations/$organizationId"
          params={{ organizationId: id }}
          fw={500}
        >
          {name}
        </TextLink>
      </Group>
    ),
  },
  {
    key: "domains",
    header: texts.customers.domains,
    cell: ({ domains }) => domains?.join(", "),
  },
  {
    key: "tags",
    header: texts.customers.tags,
    cell: ({ tags = [] }) =>
      tags.length === 0 ? (
        <Text c="dimmed">{texts.common.none}</Text>
      ) : (
        <Group gap={4}>
          {tags.map((tag) => (
            <Badge key={tag} color="gray">
              {tag}
            </Badge>
          ))}
        </Group>
      ),
  },
  {
    key: "state",
    header: texts.customers.state,
    cell: (organization) => <OrganizationState organization={organization} />,
  },
  {
    key: "created",
    header: texts.customers.created,
    cell: ({ createdAt }) => <TimeText at={createdAt} />,
  },
];

export function OrganizationTable({ organizations }: OrganizationTableProps) {
  return (
    <DataTable
      label={texts.customers.title}
      columns={COLUMNS}
      rows={organizations}
      keyOf={({ id }) => id}
    />
  );
}
