import { Badge, Text } from "@mantine/core";
import type { ConnectionEntity } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { ConnectionFaring } from "./ConnectionFaring";
import { RowLink } from "./RowLink";

interface MatrixTableProps {
  /** The connection, if a person signs in for each customer: then there are links for that. */
  signsIn: string | undefined;
  customers: readonly ConnectionEntity[];
  /** What was refused just now, by organization. */
  faults: ReadonlyMap<string, string>;
}

function columnsOf(
  faults: ReadonlyMap<string, string>,
  signsIn: string | undefined,
): readonly Column<ConnectionEntity>[] {
  const link: Column<ConnectionEntity> = {
    key: "link",
    header: texts.connections.link,
    isAction: true,
    cell: (customer) =>
      customer.entity_id === null || customer.is_own || signsIn === undefined ? null : (
        <RowLink connection={signsIn} customer={customer} />
      ),
  };
  return [
    {
      key: "name",
      header: texts.connections.customer,
      isTitle: true,
      cell: ({ org_id: organization, name, domains }) => (
        <div>
          <TextLink to="/o/$organization/connections" params={{ organization }} fw={500}>
            {name}
          </TextLink>
          {domains.length === 0 ? null : <Text c="dimmed">{domains.join(", ")}</Text>}
        </div>
      ),
    },
    {
      key: "entity",
      header: texts.connections.entity,
      cell: ({ entity_id: entity }) => entity ?? <Text c="dimmed">{texts.common.none}</Text>,
    },
    {
      key: "status",
      header: texts.connections.status,
      cell: (customer) =>
        customer.is_own ? (
          <Badge color="gray">{texts.connections.ownOne}</Badge>
        ) : (
          <ConnectionFaring connection={customer} fault={faults.get(customer.org_id)} />
        ),
    },
    {
      key: "expires",
      header: texts.connections.expires,
      cell: ({ expires_at: at }) => (at === null ? texts.connections.never : <TimeText at={at} />),
    },
    ...(signsIn === undefined ? [] : [link]),
  ];
}

export function MatrixTable({ customers, faults, signsIn }: MatrixTableProps) {
  return (
    <DataTable
      label={texts.connections.customers}
      columns={columnsOf(faults, signsIn)}
      rows={customers}
      keyOf={({ org_id: id }) => id}
    />
  );
}
