import { bodyOf, inScope } from "../../api/client";
import type { Scope } from "../../api/scope";
import type { ProviderSource } from "./useProviders";

/** The choices that the data providers of a form offer. */
export function formProviders(scope: Scope, formId: string): ProviderSource {
  return {
    key: [scope, "form-options", formId],
    ask: (name, inputs, signal) =>
      bodyOf(
        inScope(scope).POST("/api/forms/{form_id}/data-providers/{name}", {
          params: { path: { form_id: formId, name } },
          // Values of a form are JSON.
          body: { inputs: inputs as Record<string, never>, noCache: false },
          signal,
        }),
      ),
  };
}
