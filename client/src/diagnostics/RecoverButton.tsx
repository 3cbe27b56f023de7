import { Button, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { StuckRun } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { diagnosticsQuery, recover } from "./diagnosticsQueries";

interface RecoverButtonProps {
  run: StuckRun;
}

const words = texts.diagnostics;

/** Recovers what is stuck in the run's organization, which the timer would do within a minute. */
export function RecoverButton({ run }: RecoverButtonProps) {
  const queries = useQueryClient();
  const recovering = useMutation({
    mutationFn: () => recover(run.orgId),
    onSuccess: () => queries.invalidateQueries({ queryKey: diagnosticsQuery.queryKey }),
  });
  return (
    <Stack gap="xs">
      <Button
        size="xs"
        aria-label={words.recoverOf(run.orgName ?? run.orgId)}
        loading={recovering.isPending}
        onClick={() => recovering.mutate()}
      >
        {words.recover}
      </Button>
      {recovering.isError ? <ProblemAlert error={recovering.error} /> : null}
    </Stack>
  );
}
