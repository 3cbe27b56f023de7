import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { answerOf, bodyOf, inScope } from "../api/client";
import type { ExecutionRecord } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { ProblemAlert } from "../ui/ProblemAlert";
import { ChangeButton } from "./ChangeButton";
import { RerunDialog } from "./RerunDialog";
import { hasEnded } from "./statuses";

interface RunActionsProps {
  scope: Scope;
  run: ExecutionRecord;
}

/** What can be done with a run: cancel it while it goes on, or run it again. */
export function RunActions({ scope, run }: RunActionsProps) {
  const organization = useOrganization(scope);
  const [isAsking, asking] = useDisclosure();
  const [isRerunning, rerunning] = useDisclosure();
  const queries = useQueryClient();
  const rerun = useRerun(scope, run);

  async function cancel() {
    await bodyOf(
      inScope(scope).POST("/api/executions/{execution_id}/cancel", {
        params: { path: { execution_id: run.executionId } },
      }),
    );
    await queries.invalidateQueries({ queryKey: [scope, "runs"] });
  }

  return (
    <Group gap="xs">
      <ChangeButton scope={scope} run={run} />
      {hasEnded(run.status) ? (
        <Button
          variant="filled"
          loading={rerun.isPending}
          onClick={() => (run.withheld.length > 0 ? rerunning.open() : rerun.mutate({}))}
        >
          {texts.runs.again}
        </Button>
      ) : (
        <Button onClick={asking.open}>{texts.runs.cancel}</Button>
      )}
      {rerun.isError && !isRerunning ? <ProblemAlert error={rerun.error} /> : null}
      <ConfirmDialog
        opened={isAsking}
        onClose={asking.close}
        title={texts.runs.cancelTitle(run.workflowName)}
        organization={{ id: scope, name: organization.name }}
        verb={texts.runs.cancel}
        otherwise={texts.runs.goOn(1)}
        danger
        onConfirm={cancel}
      >
        {texts.runs.cancelSays}
      </ConfirmDialog>
      <RerunDialog
        opened={isRerunning}
        onClose={rerunning.close}
        run={run}
        organization={{ id: scope, name: organization.name }}
        onRerun={(secrets) => rerun.mutateAsync(secrets)}
      />
    </Group>
  );
}

/** Starts a run again with the same input, and opens it. One click is one run. */
function useRerun(scope: Scope, run: ExecutionRecord) {
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: async (secrets: Readonly<Record<string, string>>) => {
      const { body } = await answerOf(
        inScope(scope).POST("/api/executions/{execution_id}/rerun", {
          params: {
            path: { execution_id: run.executionId },
            header: { Prefer: "respond-async", "Idempotency-Key": key.current },
          },
          body: { inputData: secrets },
        }),
      );
      key.current = crypto.randomUUID();
      return body.executionId;
    },
    onSuccess: (executionId) =>
      navigate({
        to: "/o/$organization/runs/$executionId",
        params: { organization: scope, executionId },
      }),
  });
}
