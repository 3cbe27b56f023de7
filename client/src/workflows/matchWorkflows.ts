import type { WorkflowView } from "../api/schema";
import { matchWords } from "../ui/matchWords";

/** The workflows whose name, description, category or tags contain every word that was typed. */
export function matchWorkflows(
  workflows: readonly WorkflowView[],
  typed: string | undefined,
): WorkflowView[] {
  return workflows.filter(({ name, description, category, tags }) =>
    matchWords([name, description, category, ...tags], typed),
  );
}
