import { Button, Group, Stack, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";
import * as texts from "../../texts/texts";
import { KeyValue } from "../../ui/KeyValue";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { RecoveryCodesDialog } from "./RecoveryCodesDialog";
import { securityQuery } from "./securityQuery";

interface RecoveryCodesPanelProps {
  left: number;
}

/** How many recovery codes the user has left, and how they get new ones. */
export function RecoveryCodesPanel({ left }: RecoveryCodesPanelProps) {
  const queryClient = useQueryClient();
  const renewing = useMutation({
    mutationFn: () => bodyOf(platform.POST("/api/users/me/mfa/recovery-codes")),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: securityQuery.queryKey }),
  });
  return (
    <Stack gap="xs">
      <Title order={3}>{texts.security.recovery}</Title>
      <KeyValue entries={[[texts.security.codesLeft, String(left)]]} />
      {renewing.isError ? <ProblemAlert error={renewing.error} /> : null}
      <Group>
        <Button loading={renewing.isPending} onClick={() => renewing.mutate()}>
          {texts.security.newCodes}
        </Button>
      </Group>
      {renewing.data === undefined ? null : (
        <RecoveryCodesDialog codes={renewing.data.codes} onClose={() => renewing.reset()} />
      )}
    </Stack>
  );
}
