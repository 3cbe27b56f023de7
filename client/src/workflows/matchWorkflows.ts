import type { WorkflowView } from "../api/schema";

/** The workflows whose name, description, category or tags contain every word that was typed. */
export function matchWorkflows(
  workflows: readonly WorkflowView[],
  typed: string | undefined,
): WorkflowView[] {
  const words = (typed ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return workflows.filter((workflow) => {
    const text = [workflow.name, workflow.description, workflow.category, ...workflow.tags]
      .join(" ")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
