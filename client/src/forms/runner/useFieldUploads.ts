import { useCallback } from "react";
import type { FormField } from "../../api/schema";
import type { Scope } from "../../api/scope";
import type { FilledChange } from "./filledForm";
import { type Uploads, useUploads } from "./useUploads";

/** The uploads of a form, whose paths are the answers of its file fields. */
export function useFieldUploads(
  scope: Scope,
  formId: string,
  fields: readonly FormField[],
  change: (change: FilledChange) => void,
): Uploads {
  const setPaths = useCallback(
    (name: string, paths: string[]) => {
      const field = fields.find((one) => one.name === name);
      const value = field?.multiple ? paths : (paths[0] ?? null);
      if (field !== undefined) change({ kind: "answer", field, value });
    },
    [fields, change],
  );
  return useUploads(scope, formId, setPaths);
}
