import { useQuery, useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { useForms } from "../forms/useForms";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Checklist } from "./Checklist";
import { roleFormsQuery } from "./roleQueries";

interface RoleFormsProps {
  roleId: string;
}

/** Which forms a role may use, as a checklist of the organization's forms. */
export function RoleForms({ roleId }: RoleFormsProps) {
  const scope = useScope();
  const queries = useQueryClient();
  const forms = useForms(scope);
  const granted = useQuery(roleFormsQuery(scope, roleId));

  async function save({ added, removed }: { added: string[]; removed: string[] }) {
    const api = inScope(scope);
    if (added.length > 0) {
      const params = { path: { role_id: roleId } };
      await bodyOf(api.POST("/api/roles/{role_id}/forms", { params, body: { formIds: added } }));
    }
    for (const formId of removed) {
      const params = { path: { role_id: roleId, form_id: formId } };
      await bodyOf(api.DELETE("/api/roles/{role_id}/forms/{form_id}", { params }));
    }
    await queries.invalidateQueries({ queryKey: roleFormsQuery(scope, roleId).queryKey });
  }

  return (
    <Loaded query={forms}>
      {(all) => (
        <Loaded query={granted}>
          {(saved) =>
            all.length === 0 ? (
              <EmptyState title={texts.roles.noForms} />
            ) : (
              <Checklist
                key={saved.join()}
                label={texts.roles.forms}
                filter={texts.roles.findForm}
                noMatch={texts.roles.noFormMatches}
                choices={all.map(({ id, name, description }) => ({
                  id,
                  name,
                  also: description ?? "",
                }))}
                saved={new Set(saved)}
                onSave={save}
              />
            )
          }
        </Loaded>
      )}
    </Loaded>
  );
}
