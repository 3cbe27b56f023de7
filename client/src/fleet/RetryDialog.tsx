import { Checkbox, PasswordInput, Text } from "@mantine/core";
import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import type { BatchDetails } from "../api/schema";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { useFleetChange } from "./fleetQueries";

interface RetryDialogProps {
  batch: BatchDetails;
  opened: boolean;
  onClose: () => void;
}

/** Starts what failed once more; asks for the values of secret parameters, which were dropped. */
export function RetryDialog({ batch, opened, onClose }: RetryDialogProps) {
  const { failed = 0, unstarted = 0 } = batch.counts;
  const [takesAll, setTakesAll] = useState(failed === 0);
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const retry = useFleetChange(() =>
    bodyOf(
      platform.POST("/api/batches/{batch_id}/retry", {
        params: { path: { batch_id: batch.id } },
        body: { inputs: secrets, unstarted: takesAll },
      }),
    ),
  );

  async function send() {
    await retry.mutateAsync(undefined);
    setSecrets({});
  }

  return (
    <ConfirmDialog
      opened={opened}
      title={`${texts.fleet.retry}: ${batch.name}`}
      organization={{ id: "GLOBAL", name: texts.fleet.everywhere }}
      verb={texts.fleet.retryVerb(failed + (takesAll ? unstarted : 0))}
      onConfirm={send}
      onClose={onClose}
    >
      <Text>{texts.fleet.retrySays}</Text>
      {unstarted === 0 ? null : (
        <Checkbox
          label={texts.fleet.retryUnstarted(unstarted)}
          checked={takesAll}
          onChange={({ currentTarget: { checked } }) => setTakesAll(checked)}
        />
      )}
      {batch.withheld.map((name) => (
        <PasswordInput
          key={name}
          label={texts.fleet.secretAgain(name)}
          autoComplete="off"
          value={secrets[name] ?? ""}
          onChange={({ currentTarget: { value } }) =>
            setSecrets((before) => ({ ...before, [name]: value }))
          }
        />
      ))}
    </ConfirmDialog>
  );
}
