import { queryOptions, useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { everyItem, type Page, pageOf } from "../api/pages";
import type { FormSummary } from "../api/schema";
import type { Scope } from "../api/scope";

const PAGE = 200;

/** The forms that the user may see in the scope, those of GLOBAL included. */
export function useForms(scope: Scope) {
  return useQuery(formsQuery(scope));
}

export function formsQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "forms"],
    queryFn: ({ signal }) => everyItem((token) => pageOfForms(scope, token, signal)),
  });
}

/** One form with its fields. */
export function formQuery(scope: Scope, formId: string) {
  return queryOptions({
    queryKey: [scope, "forms", formId],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/forms/{form_id}", {
          params: { path: { form_id: formId } },
          signal,
        }),
      ),
  });
}

async function pageOfForms(
  scope: Scope,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Page<FormSummary>> {
  const next = token === undefined ? {} : { continuationToken: token };
  const query = { fields: "summary" as const, limit: PAGE, ...next };
  const page = await pageOf(inScope(scope).GET("/api/forms", { params: { query }, signal }));
  return { ...page, items: page.items.filter((item) => "problemCount" in item) };
}
