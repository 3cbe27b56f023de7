import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Scope } from "../api/scope";

/** A change of schedules; what is shown of them is asked for again after it. */
export function useScheduleChange<Given, Answer>(
  scope: Scope,
  change: (given: Given) => Promise<Answer>,
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: [scope, "schedules"] }),
  });
}
