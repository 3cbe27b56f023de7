import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answerOf, inScope } from "../../api/client";
import { ApiProblem } from "../../api/problems";
import type { Scope } from "../../api/scope";
import { type StoredForm, storedForm, storedIn } from "./builderQueries";
import { bodyOfContent, type FormContent } from "./formContent";

export interface SavedForm extends StoredForm {
  readonly id: string;
}

/** Somebody else saved the form since it was read: what they made of it. */
export class FormConflict extends Error {
  override readonly name = "FormConflict";
  readonly theirs: StoredForm;

  constructor(theirs: StoredForm) {
    super("the form was changed meanwhile");
    this.theirs = theirs;
  }
}

interface ToSave {
  readonly formId: string | undefined;
  readonly content: FormContent;
  /** The version that the content was made from. */
  readonly version: string | undefined;
}

/** Stores a form, unless somebody else changed it: then it fails with FormConflict. */
export function useFormSave(scope: Scope) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ formId, content, version }: ToSave): Promise<SavedForm> => {
      if (formId === undefined) return created(scope, content);
      try {
        return await changed(scope, formId, content, version);
      } catch (error) {
        if (!(error instanceof ApiProblem && error.status === 412)) throw error;
        throw new FormConflict(await storedForm(scope, formId));
      }
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [scope, "forms"] }),
  });
}

async function created(scope: Scope, content: FormContent): Promise<SavedForm> {
  const { body, response } = await answerOf(
    inScope(scope).POST("/api/forms", { body: bodyOfContent(content) }),
  );
  return { id: body.id, ...storedIn(body, response) };
}

async function changed(
  scope: Scope,
  formId: string,
  content: FormContent,
  version: string | undefined,
): Promise<SavedForm> {
  const { body, response } = await answerOf(
    inScope(scope).PATCH("/api/forms/{form_id}", {
      params: {
        path: { form_id: formId },
        header: version === undefined ? {} : { "If-Match": version },
      },
      body: bodyOfContent(content),
    }),
  );
  return { id: body.id, ...storedIn(body, response) };
}
