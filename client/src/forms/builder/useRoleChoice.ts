import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, inScope } from "../../api/client";
import type { Scope } from "../../api/scope";
import { useFormRoles } from "./builderQueries";

export interface RoleChoice {
  readonly chosen: readonly string[];
  readonly hasChanges: boolean;
  readonly choose: (roleIds: readonly string[]) => void;
  /** Gives the form to the roles, and takes it from the others. */
  readonly apply: (formId: string) => Promise<void>;
}

const NONE: readonly string[] = [];

/** The roles that may use the form; they are stored beside it, when it is saved. */
export function useRoleChoice(
  scope: Scope,
  formId: string | undefined,
  isAsked: boolean,
): RoleChoice {
  const queries = useQueryClient();
  const stored = useFormRoles(scope, formId, isAsked).data ?? NONE;
  const [changed, setChanged] = useState<readonly string[]>();
  const chosen = changed ?? stored;
  const added = chosen.filter((role) => !stored.includes(role));
  const removed = stored.filter((role) => !chosen.includes(role));

  async function apply(form: string) {
    const api = inScope(scope);
    for (const role of added) {
      const params = { path: { role_id: role } };
      await answerOf(api.POST("/api/roles/{role_id}/forms", { params, body: { formIds: [form] } }));
    }
    for (const role of removed) {
      const params = { path: { role_id: role, form_id: form } };
      await answerOf(api.DELETE("/api/roles/{role_id}/forms/{form_id}", { params }));
    }
    if (added.length + removed.length === 0) return;
    await queries.invalidateQueries({ queryKey: [scope, "form-roles", form] });
    setChanged(undefined);
  }

  return { chosen, hasChanges: added.length + removed.length > 0, choose: setChanged, apply };
}
