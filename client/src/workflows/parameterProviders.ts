import { bodyOf, inScope } from "../api/client";
import type { JsonValue } from "../api/schema";
import type { Scope } from "../api/scope";
import type { ProviderSource } from "../forms/ParameterForm";

/** The choices of a workflow's parameters. */
export function parameterProviders(scope: Scope): ProviderSource {
  return {
    key: [scope, "options"],
    ask: (name, inputs, signal) =>
      bodyOf(
        inScope(scope).POST("/api/data-providers/{name}", {
          params: { path: { name } },
          // Values of fields are JSON.
          body: { inputs: inputs as Record<string, JsonValue> },
          signal,
        }),
      ),
  };
}
