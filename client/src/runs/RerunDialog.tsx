import { PasswordInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ExecutionRecord } from "../api/schema";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";

interface RerunDialogProps {
  opened: boolean;
  run: ExecutionRecord;
  organization: { id: string; name: string };
  onRerun: (secrets: Readonly<Record<string, string>>) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the secrets of a run that is to run again: a record does not have them. */
export function RerunDialog({ opened, run, organization, onRerun, onClose }: RerunDialogProps) {
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});

  function close() {
    setSecrets({});
    onClose();
  }

  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title={texts.runs.againTitle(run.workflowName)}
      organization={organization}
      verb={texts.runs.again}
      onConfirm={() => onRerun(secrets)}
    >
      <Stack gap="sm">
        <Text>{texts.runs.secretsNeeded}</Text>
        {run.withheld.map((name) => (
          <PasswordInput
            key={name}
            label={name}
            autoComplete="off"
            visibilityToggleButtonProps={{ "aria-label": texts.forms.showSecret }}
            value={secrets[name] ?? ""}
            onChange={(event) => setSecrets({ ...secrets, [name]: event.currentTarget.value })}
          />
        ))}
      </Stack>
    </ConfirmDialog>
  );
}
