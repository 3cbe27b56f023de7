import { Text } from "@mantine/core";
import type { OrganizationOverview } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";

interface OverviewTableProps {
  rows: readonly OrganizationOverview[];
}

const COLUMNS: readonly Column<OrganizationOverview>[] = [
  {
    key: "organization",
    header: texts.home.organization,
    isTitle: true,
    cell: ({ orgId, name, isActive }) => (
      <div>
        <TextLink to="/o/$organization/home" params={{ organization: orgId }} fw={500}>
          {name}
        </TextLink>
        {isActive ? null : <Text c="dimmed">{texts.home.inactive}</Text>}
      </div>
    ),
  },
  {
    key: "runs",
    header: texts.home.runs,
    isNumber: true,
    cell: ({ orgId, runs }) => (
      <TextLink
        to="/o/$organization/runs"
        params={{ organization: orgId }}
        search={{ time: "day" }}
      >
        {runs}
      </TextLink>
    ),
  },
  {
    key: "failed",
    header: texts.home.failed,
    isNumber: true,
    cell: ({ orgId, failed }) => (
      <TextLink
        to="/o/$organization/runs"
        params={{ organization: orgId }}
        search={{ time: "day", status: ["failed"] }}
      >
        {failed}
      </TextLink>
    ),
  },
  {
    key: "live",
    header: texts.home.live,
    isNumber: true,
    cell: ({ orgId, live }) => (
      <TextLink
        to="/o/$organization/runs"
        params={{ organization: orgId }}
        search={{ status: ["live"] }}
      >
        {live}
      </TextLink>
    ),
  },
  {
    key: "lastRun",
    header: texts.home.lastRun,
    cell: ({ lastRunAt }) =>
      lastRunAt === null ? <Text c="dimmed">{texts.home.never}</Text> : <TimeText at={lastRunAt} />,
  },
  {
    key: "connections",
    header: texts.home.connections,
    isNumber: true,
    cell: ({ orgId, connections }) => (
      <TextLink
        to="/o/$organization/connections"
        params={{ organization: orgId }}
        search={{ attention: true }}
      >
        {connections}
      </TextLink>
    ),
  },
  {
    key: "deadLetters",
    header: texts.home.deadLetters,
    isNumber: true,
    cell: ({ orgId, deadLetters }) => (
      <TextLink to="/o/$organization/dead-letters" params={{ organization: orgId }}>
        {deadLetters}
      </TextLink>
    ),
  },
];

/** Each organization with its last 24 hours; each number of runs leads to the runs it counts. */
export function OverviewTable({ rows }: OverviewTableProps) {
  return (
    <DataTable
      label={texts.home.organizations}
      columns={COLUMNS}
      rows={rows}
      keyOf={({ orgId }) => orgId}
    />
  );
}
