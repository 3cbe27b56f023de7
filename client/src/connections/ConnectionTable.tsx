import { Badge, Text } from "@mantine/core";
import type { ConnectionDetail } from "../api/schema";
import { GLOBAL_SCOPE, headerOf, type Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { ConnectionFaring } from "./ConnectionFaring";

interface ConnectionTableProps {
  connections: readonly ConnectionDetail[];
  scope: Scope;
}

function columnsOf(scope: Scope): readonly Column<ConnectionDetail>[] {
  return [
    {
      key: "name",
      header: texts.connections.name,
      isTitle: true,
      cell: ({ connection_name: name, description }) => (
        <div>
          <TextLink
            from="/o/$organization/connections"
            to="/o/$organization/connections/$connection"
            params={{ connection: name }}
            fw={500}
          >
            {name}
          </TextLink>
          {description === "" ? null : <Text c="dimmed">{description}</Text>}
        </div>
      ),
    },
    {
      key: "flow",
      header: texts.connections.flow,
      cell: ({ oauth_flow_type: flow }) => texts.connections.flows[flow],
    },
    {
      key: "status",
      header: texts.connections.status,
      cell: (connection) => <ConnectionFaring connection={connection} />,
    },
    {
      key: "refresh",
      header: texts.connections.lastRefresh,
      cell: ({ last_refresh_at: at }) =>
        at === null ? texts.connections.never : <TimeText at={at} />,
    },
    {
      key: "from",
      header: texts.connections.from,
      cell: ({ org_id: owner }) =>
        owner === headerOf(scope) ? (
          <Badge color="accent">
            {scope === GLOBAL_SCOPE ? texts.connections.everywhere : texts.connections.own}
          </Badge>
        ) : (
          <Badge color="gray">{texts.connections.inherited}</Badge>
        ),
    },
  ];
}

export function ConnectionTable({ connections, scope }: ConnectionTableProps) {
  return (
    <DataTable
      label={texts.connections.title}
      columns={columnsOf(scope)}
      rows={connections}
      keyOf={({ connection_name: name }) => name}
    />
  );
}
