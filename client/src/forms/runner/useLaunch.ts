import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../../api/client";
import type { FormView } from "../../api/schema";
import type { Scope } from "../../api/scope";

/** Runs the launch workflow of a form, if it has one, before the form is filled in. */
export function useLaunch(scope: Scope, form: FormView, query: Readonly<Record<string, string>>) {
  return useQuery({
    queryKey: [scope, "form-launch", form.id, query],
    enabled: Boolean(form.launchWorkflowId),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).POST("/api/forms/{form_id}/startup", {
          params: { path: { form_id: form.id }, query: { query } },
          // The query parameters of the page are parameters of the route, each by its own name.
          querySerializer: ({ query: given }) => new URLSearchParams(given ?? {}).toString(),
          body: {},
          signal,
        }),
      ),
  });
}
