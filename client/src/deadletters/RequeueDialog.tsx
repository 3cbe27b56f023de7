import { PasswordInput, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ExecutionSummary } from "../api/schema";
import { scopeOf } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import { runQuery } from "../runs/runQuery";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Loaded } from "../ui/Loaded";
import { useReturnFocus } from "../ui/useReturnFocus";
import { requeue } from "./deadLetterQueries";

interface RequeueDialogProps {
  letter: ExecutionSummary;
  onDone: () => Promise<void>;
  onClose: () => void;
}

const words = texts.deadLetters;

/** Asks for the secrets of a dead letter, which its record does not have, and queues it again. */
export function RequeueDialog({ letter, onDone, onClose }: RequeueDialogProps) {
  const scope = scopeOf(letter.orgId);
  const organization = useOrganization(scope);
  const record = useQuery(runQuery(scope, letter.executionId));
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  useReturnFocus();
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={words.requeueTitle(letter.workflowName)}
      organization={organization}
      verb={words.requeue}
      onConfirm={() => requeue(letter, secrets).then(onDone)}
    >
      <Stack gap="sm">
        <Text>{words.requeueSays}</Text>
        <Loaded query={record} rows={1}>
          {({ withheld }) => (
            <>
              {withheld.length === 0 ? null : <Text>{words.secrets}</Text>}
              {withheld.map((name) => (
                <PasswordInput
                  key={name}
                  label={name}
                  autoComplete="off"
                  visibilityToggleButtonProps={{ "aria-label": texts.forms.showSecret }}
                  value={secrets[name] ?? ""}
                  onChange={({ currentTarget: { value } }) =>
                    setSecrets({ ...secrets, [name]: value })
                  }
                />
              ))}
            </>
          )}
        </Loaded>
      </Stack>
    </ConfirmDialog>
  );
}
