import { useQuery } from "@tanstack/react-query";
import type { Scope } from "../api/scope";
import { useSession } from "../session/useSession";
import { workflowsQuery } from "./workflowsQuery";

/** The workflows that the user may start in the scope. */
export function useWorkflows(scope: Scope, isAsked = true) {
  const { platformAdmin } = useSession();
  return useQuery({
    ...workflowsQuery(scope, platformAdmin),
    enabled: isAsked,
    select: ({ workflows }) => workflows,
  });
}
