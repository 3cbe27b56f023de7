import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import type { ExecutionSummary } from "../../api/schema";
import type { Scope } from "../../api/scope";
import { useOrganization } from "../../organizations/useOrganization";
import * as texts from "../../texts/texts";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { csvOf } from "../../ui/csv";
import { download } from "../../ui/download";
import { hasEnded } from "../statuses";
import { cancelRuns, rerunRuns } from "./bulk";

interface RunSelectionProps {
  scope: Scope;
  /** The runs that are selected. */
  runs: readonly ExecutionSummary[];
  /** The runs in the list, which are saved if none is selected. */
  shown: readonly ExecutionSummary[];
  onDone: () => void;
}

/** What can be done with the selected runs: cancel, run again, save as CSV. */
export function RunSelection({ scope, runs, shown, onDone }: RunSelectionProps) {
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [isCancelling, cancelling] = useDisclosure();
  const [isRerunning, rerunning] = useDisclosure();
  const live = runs.filter(({ status }) => !hasEnded(status));
  const ended = runs.filter(({ status }) => hasEnded(status));

  async function finished() {
    await queries.invalidateQueries({ queryKey: [scope, "runs"] });
    onDone();
  }

  return (
    <Group gap="xs" mih={30}>
      {live.length === 0 ? null : (
        <Button size="xs" onClick={cancelling.open}>
          {texts.runs.cancelCount(live.length)}
        </Button>
      )}
      {ended.length === 0 ? null : (
        <Button size="xs" onClick={rerunning.open}>
          {texts.runs.againCount(ended.length)}
        </Button>
      )}
      {shown.length === 0 ? null : (
        <Button size="xs" onClick={() => save(runs.length === 0 ? shown : runs)}>
          {texts.runs.saveCsv}
        </Button>
      )}
      <Text size="sm" c="dimmed" role="status">
        {runs.length === 0 ? "" : texts.runs.selected(runs.length)}
      </Text>
      <ConfirmDialog
        opened={isCancelling}
        onClose={cancelling.close}
        title={texts.runs.cancelCount(live.length)}
        organization={organization}
        verb={texts.runs.cancelCount(live.length)}
        otherwise={texts.runs.goOn(live.length)}
        danger
        onConfirm={() => cancelRuns(scope, live).then(finished)}
      >
        {texts.runs.cancelSays}
      </ConfirmDialog>
      <ConfirmDialog
        opened={isRerunning}
        onClose={rerunning.close}
        title={texts.runs.againCount(ended.length)}
        organization={organization}
        verb={texts.runs.againCount(ended.length)}
        onConfirm={() => rerunRuns(scope, ended).then(finished)}
      >
        {texts.runs.againSays}
      </ConfirmDialog>
    </Group>
  );
}

const COLUMNS = [
  "executionId",
  "workflowName",
  "orgId",
  "status",
  "executedByName",
  "createdAt",
  "startedAt",
  "completedAt",
  "durationMs",
  "errorType",
  "errorMessage",
] as const;

function save(runs: readonly ExecutionSummary[]): void {
  const rows = runs.map((run) => COLUMNS.map((column) => run[column]));
  download("runs.csv", csvOf(COLUMNS, rows), "text/csv");
}
