import type { FormField, WorkflowView } from "../../../api/schema";
import type { Scope } from "../../../api/scope";
import type { ProviderSource } from "../../runner/useProviders";
import type { BuilderHandle } from "../useBuilder";

/** What each part of the inspector gets. */
export interface InspectorProps {
  readonly scope: Scope;
  readonly field: FormField;
  readonly place: number;
  readonly fields: readonly FormField[];
  readonly workflow: WorkflowView | undefined;
  readonly providers: ProviderSource;
  /** What the server says, by the property. */
  readonly faultAt: (property: string) => string | undefined;
  readonly edit: (change: Partial<FormField>) => void;
  readonly change: BuilderHandle["change"];
}
