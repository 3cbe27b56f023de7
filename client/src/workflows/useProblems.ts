import { useQuery } from "@tanstack/react-query";
import type { ProblemView } from "../api/schema";
import type { Scope } from "../api/scope";
import { useSession } from "../session/useSession";
import { workflowsQuery } from "./workflowsQuery";

const NONE: readonly ProblemView[] = [];

/** Files of the workspace that are left out, and why; nobody but platform administrators sees any. */
export function useProblems(scope: Scope): readonly ProblemView[] {
  const { platformAdmin } = useSession();
  const catalog = useQuery({ ...workflowsQuery(scope, platformAdmin), enabled: platformAdmin });
  return catalog.data?.problems ?? NONE;
}
