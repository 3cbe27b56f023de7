import { ApiProblem } from "../api/problems";
import { FailedPage } from "../ui/FailedPage";
import { ProblemAlert } from "../ui/ProblemAlert";

interface RoutedErrorProps {
  error: unknown;
}

/** What stopped a page, inside the shell. */
export function RoutedError({ error: thrown }: RoutedErrorProps) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return error instanceof ApiProblem ? (
    <ProblemAlert error={error} />
  ) : (
    <FailedPage error={error} />
  );
}
