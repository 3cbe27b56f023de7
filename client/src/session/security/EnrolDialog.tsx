import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { bodyOf, platform } from "../../api/client";
import { fieldProblems } from "../../api/fieldProblems";
import type { EnrolmentView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { NewAppFields } from "./NewAppFields";
import { RecoveryCodesDialog } from "./RecoveryCodesDialog";
import { securityQuery } from "./securityQuery";

interface EnrolDialogProps {
  enrolment: EnrolmentView;
  onClose: () => void;
}

/** Shows the key of a new app, takes its first code, and then shows the recovery codes. */
export function EnrolDialog({ enrolment, onClose }: EnrolDialogProps) {
  const queryClient = useQueryClient();
  const confirming = useMutation({
    mutationFn: (code: string) =>
      bodyOf(platform.POST("/api/users/me/mfa/app/confirm", { body: { code } })),
  });
  const problem = fieldProblems(confirming.error).get("code");

  function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    confirming.mutate(String(new FormData(event.currentTarget).get("code")));
  }

  function close() {
    onClose();
    void queryClient.invalidateQueries({ queryKey: securityQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: ["own-sessions"] });
    void queryClient.invalidateQueries({ queryKey: ["session"] });
  }

  if (confirming.data !== undefined) {
    return <RecoveryCodesDialog codes={confirming.data.codes} onClose={close} />;
  }
  return (
    <Modal opened onClose={onClose} title={texts.security.addTitle} closeOnClickOutside={false}>
      <form onSubmit={confirm}>
        <Stack>
          <NewAppFields enrolment={enrolment} error={problem} />
          {confirming.isError && problem === undefined ? (
            <ProblemAlert error={confirming.error} />
          ) : null}
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>{texts.common.cancel}</Button>
            <Button type="submit" variant="filled" loading={confirming.isPending}>
              {texts.security.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
