import { Alert, Text } from "@mantine/core";
import CircleX from "lucide-react/icons/circle-x";
import type { ExecutionSummary } from "../api/schema";
import * as texts from "../texts/texts";

interface RunErrorProps {
  run: Pick<
    ExecutionSummary,
    "status" | "errorType" | "errorMessage" | "isUserError" | "isPlatformError"
  >;
}

/** Why a run failed: the sentence first, then where it comes from. */
export function RunError({ run }: RunErrorProps) {
  if (run.errorMessage === null && run.status !== "Failed" && run.status !== "Timeout") return null;
  return (
    <Alert
      color="red"
      icon={<CircleX aria-hidden />}
      title={run.errorMessage || texts.runs.failedWithoutReason}
    >
      <Text size="sm">
        {run.isUserError
          ? texts.runs.errorOfAuthor
          : run.isPlatformError
            ? texts.runs.errorOfPlatform
            : run.errorType}
      </Text>
    </Alert>
  );
}
