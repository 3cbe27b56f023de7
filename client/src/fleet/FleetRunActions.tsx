import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import type { BatchDetails } from "../api/schema";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { download } from "../ui/download";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useFleetChange } from "./fleetQueries";
import { RetryDialog } from "./RetryDialog";

interface FleetRunActionsProps {
  batch: BatchDetails;
}

/** Cancels a fleet run, retries what failed of it, and downloads what came of it. */
export function FleetRunActions({ batch }: FleetRunActionsProps) {
  const [asks, setAsks] = useState<"cancel" | "retry">();
  const [error, setError] = useState<Error>();
  const params = { path: { batch_id: batch.id } };
  const cancel = useFleetChange(() =>
    bodyOf(platform.POST("/api/batches/{batch_id}/cancel", { params })),
  );
  const { failed = 0, unstarted = 0, waiting = 0 } = batch.counts;
  const isOver = batch.state !== "running";

  async function save() {
    setError(undefined);
    try {
      const text = await bodyOf(
        platform.GET("/api/batches/{batch_id}/results", { params, parseAs: "text" }),
      );
      download(`${batch.name}.csv`, String(text), "text/csv");
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
  }

  return (
    <>
      <Group gap="xs">
        {isOver || batch.halt !== null ? null : (
          <Button onClick={() => setAsks("cancel")}>{texts.fleet.cancel}</Button>
        )}
        {isOver && failed + unstarted > 0 ? (
          <Button onClick={() => setAsks("retry")}>{texts.fleet.retry}</Button>
        ) : null}
        <Button onClick={() => void save()}>{texts.fleet.csv}</Button>
      </Group>
      {error === undefined ? null : <ProblemAlert error={error} />}
      <ConfirmDialog
        opened={asks === "cancel"}
        title={`${texts.fleet.cancel}: ${batch.name}`}
        organization={{ id: "GLOBAL", name: texts.fleet.everywhere }}
        verb={texts.fleet.cancelVerb(waiting)}
        danger
        onConfirm={() => cancel.mutateAsync(undefined)}
        onClose={() => setAsks(undefined)}
      >
        {texts.fleet.cancelSays}
      </ConfirmDialog>
      <RetryDialog batch={batch} opened={asks === "retry"} onClose={() => setAsks(undefined)} />
    </>
  );
}
