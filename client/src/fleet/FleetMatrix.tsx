import { NativeSelect } from "@mantine/core";
import type { BatchDetails, BatchRowView, RowState } from "../api/schema";
import { scopeOf } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { NothingMatches } from "../ui/NothingMatches";
import { shortId } from "../ui/shortId";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";
import { durationText } from "../ui/time";
import { ROW_STATES } from "./fleetSearch";
import { RowBadge } from "./RowBadge";

interface FleetMatrixProps {
  batch: BatchDetails;
  state: RowState | undefined;
  onChange: (state: RowState | undefined) => void;
}

const COLUMNS: readonly Column<BatchRowView>[] = [
  {
    key: "organization",
    header: texts.fleet.organization,
    isTitle: true,
    cell: ({ orgId, orgName }) => orgName ?? orgId,
  },
  { key: "stage", header: texts.fleet.stage, isNumber: true, cell: ({ stage }) => stage },
  { key: "state", header: texts.fleet.state, cell: ({ state }) => <RowBadge state={state} /> },
  { key: "attempt", header: texts.fleet.attempt, isNumber: true, cell: ({ attempt }) => attempt },
  { key: "took", header: texts.fleet.took, isNumber: true, cell: took },
  { key: "run", header: texts.fleet.run, cell: linkTo },
  { key: "reason", header: texts.fleet.reason, cell: ({ reason }) => reason },
];

/** What came of a fleet run in each organization. */
export function FleetMatrix({ batch, state, onChange }: FleetMatrixProps) {
  const rows = batch.rows.filter((row) => state === undefined || row.state === state);
  return (
    <>
      <NativeSelect
        label={texts.fleet.state}
        maw="20rem"
        value={state ?? ""}
        data={[
          { value: "", label: texts.fleet.anyState },
          ...ROW_STATES.map((value) => ({
            value,
            label: `${texts.fleet.rows[value]} (${batch.counts[value] ?? 0})`,
          })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          onChange(ROW_STATES.find((one) => one === value))
        }
      />
      {rows.length === 0 ? (
        <NothingMatches title={texts.fleet.noMatch} onClear={() => onChange(undefined)} />
      ) : (
        <DataTable
          label={texts.fleet.matrix}
          columns={COLUMNS}
          rows={rows}
          keyOf={({ number }) => String(number)}
        />
      )}
    </>
  );
}

function took({ startedAt, endedAt }: BatchRowView) {
  if (startedAt === null || endedAt === null) return null;
  return durationText(new Date(endedAt).getTime() - new Date(startedAt).getTime());
}

function linkTo({ orgId, executionId }: BatchRowView) {
  if (executionId === null) return null;
  return (
    <TextLink
      to="/o/$organization/runs/$executionId"
      params={{ organization: scopeOf(orgId), executionId }}
    >
      {`${texts.fleet.run} ${shortId(executionId)}`}
    </TextLink>
  );
}
