import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { answerOf, bodyOf, inScope } from "../../api/client";
import { everyItem, pageOf } from "../../api/pages";
import type { FormCheck, FormView } from "../../api/schema";
import type { Scope } from "../../api/scope";
import { bodyOfContent, contentOf, type FormContent } from "./formContent";

/** What the server has of a form, with the version that an edit of it names. */
export interface StoredForm {
  readonly content: FormContent;
  readonly version: string | undefined;
  /** What the server said of it as it is. */
  readonly check?: FormCheck;
}

/** The form as it is stored now. It is read once: what others save meanwhile is found by saving. */
export function storedFormQuery(scope: Scope, formId: string) {
  return queryOptions({
    queryKey: [scope, "form-edit", formId],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) => storedForm(scope, formId, signal),
  });
}

export async function storedForm(
  scope: Scope,
  formId: string,
  signal?: AbortSignal,
): Promise<StoredForm> {
  const { body, response } = await answerOf(
    inScope(scope).GET("/api/forms/{form_id}", {
      params: { path: { form_id: formId } },
      ...(signal ? { signal } : {}),
    }),
  );
  return storedIn(body, response);
}

export function storedIn(form: FormView, response: Response): StoredForm {
  const { problems, missingRequiredParams } = form;
  return {
    content: contentOf(form),
    version: response.headers.get("ETag") ?? undefined,
    check: { problems, missingRequiredParams, parameters: null },
  };
}

/** A form with a field for each parameter of a workflow. */
export function draftQuery(scope: Scope, workflow: string) {
  return queryOptions({
    queryKey: [scope, "form-draft", workflow],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).POST("/api/forms/from-workflow/{name}", {
          params: { path: { name: workflow } },
          signal,
        }),
      ),
  });
}

/** What the server would say if the form were saved as it is; `known` is what it said already. */
export function useFormCheck(
  scope: Scope,
  formId: string | undefined,
  content: FormContent,
  known: FormCheck | undefined,
) {
  const form = bodyOfContent(content);
  return useQuery({
    queryKey: [scope, "form-check", formId, form],
    enabled: content.name.trim() !== "" && content.linkedWorkflow !== "",
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    ...(known === undefined ? {} : { initialData: known }),
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).POST("/api/forms/validate", {
          body: { form, ...(formId === undefined ? {} : { formId }) },
          signal,
        }),
      ),
  });
}

export function useDataProviders(scope: Scope) {
  return useQuery({
    queryKey: [scope, "data-providers"],
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/data-providers", {
            params: { query: token === undefined ? {} : { continuationToken: token } },
            signal,
          }),
        ),
      ),
  });
}

export function useRoles(scope: Scope, enabled: boolean) {
  return useQuery({
    queryKey: [scope, "roles"],
    enabled,
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/roles", {
            params: { query: token === undefined ? {} : { continuationToken: token } },
            signal,
          }),
        ),
      ),
  });
}

/** The ids of the organization's roles that may use the form. */
export function useFormRoles(scope: Scope, formId: string | undefined, isAsked: boolean) {
  return useQuery({
    queryKey: [scope, "form-roles", formId],
    enabled: formId !== undefined && isAsked,
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/forms/{form_id}/roles", {
          params: { path: { form_id: formId ?? "" } },
          signal,
        }),
      ),
    select: ({ roleIds }) => roleIds,
  });
}
