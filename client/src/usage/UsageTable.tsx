import { Text } from "@mantine/core";
import type { UsageGroup } from "../api/schema";
import { GLOBAL_SCOPE, type Scope } from "../api/scope";
import { OrganizationName } from "../organizations/OrganizationName";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { microsText } from "../ui/dollars";
import type { Column } from "../ui/table";
import type { Grouping } from "./usageSearch";

interface UsageTableProps {
  scope: Scope;
  by: Grouping;
  groups: readonly UsageGroup[];
}

const words = texts.usage;

/** One row for each group, organization and payer; the dearest first. */
export function UsageTable({ scope, by, groups }: UsageTableProps) {
  return (
    <DataTable
      label={words.groups[by]}
      columns={columnsOf(by, scope === GLOBAL_SCOPE)}
      rows={groups}
      keyOf={({ organization, payer, group }) => `${organization} ${payer} ${group}`}
    />
  );
}

function columnsOf(by: Grouping, isOfAll: boolean): readonly Column<UsageGroup>[] {
  const nameOf = ({ organization, group }: UsageGroup) =>
    by === "organization" ? <OrganizationName id={organization ?? group} /> : group || words.none;
  const owner: Column<UsageGroup> = {
    key: "organization",
    header: words.organization,
    cell: ({ organization }) => <OrganizationName id={organization ?? ""} />,
  };
  return [
    { key: "group", header: words.groups[by], isTitle: true, cell: nameOf },
    ...(isOfAll && by !== "organization" ? [owner] : []),
    { key: "payer", header: words.payer, cell: ({ payer }) => words.payers[payer] },
    { key: "calls", header: words.calls, isNumber: true, cell: ({ calls }) => calls },
    { key: "failed", header: words.failed, isNumber: true, cell: ({ failed }) => failed },
    {
      key: "input",
      header: words.input,
      isNumber: true,
      cell: (row) => countText(row.inputTokens),
    },
    {
      key: "output",
      header: words.output,
      isNumber: true,
      cell: (row) => countText(row.outputTokens),
    },
    {
      key: "cost",
      header: words.cost,
      isNumber: true,
      cell: ({ costMicros, unpriced }) => (
        <>
          {microsText(costMicros)}
          {unpriced > 0 ? (
            <Text size="xs" c="dimmed">
              {words.unpriced(unpriced)}
            </Text>
          ) : null}
        </>
      ),
    },
  ];
}

function countText(count: number): string {
  return count.toLocaleString("en");
}
