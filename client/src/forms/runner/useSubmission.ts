import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { answerOf, inScope } from "../../api/client";
import { ApiProblem } from "../../api/problems";
import type { FormRequest, FormView } from "../../api/schema";
import type { Scope } from "../../api/scope";
import { followRuns } from "../../runs/followRuns";

/** Quick runs answer within this time; the others are accepted, and seen while they run. */
const PREFER = "respond-async, wait=2";

export type Submitted = Partial<FormRequest> & Pick<FormRequest, "formData">;

/**
 * Sends a form. The same content has the same Idempotency-Key until it succeeded, so that a double
 * click, or a second try after a lost answer, is one run.
 */
export function useSubmission(scope: Scope, form: FormView) {
  const sent = useRef({ content: "", key: "" });

  return useMutation({
    mutationFn: async (body: Submitted) => {
      const content = JSON.stringify(body);
      if (sent.current.content !== content) sent.current = { content, key: crypto.randomUUID() };
      const { body: answer } = await answerOf(
        inScope(scope).POST("/api/forms/{form_id}/execute", {
          params: {
            path: { form_id: form.id },
            header: { Prefer: PREFER, "Idempotency-Key": sent.current.key },
          },
          body: body as FormRequest, // the server has defaults for the rest
        }),
      );
      sent.current = { content: "", key: "" };
      return answer.executionId;
    },
    onSuccess: () => followRuns(scope),
  });
}

/** The server's words about single fields; empty if it refused for another reason. */
export function refusedFields(error: Error): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  const found = error.details.map(({ location, message }) => {
    const at = location.indexOf("formData");
    return [at < 0 ? "" : String(location[at + 1]), message] as const;
  });
  return Object.fromEntries(found.filter(([name]) => name !== ""));
}
