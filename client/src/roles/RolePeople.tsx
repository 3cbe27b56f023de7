import { useQuery, useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { MemberView } from "../api/schema";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Checklist } from "./Checklist";
import { memberRolesQuery } from "./roleQueries";

interface RolePeopleProps {
  roleId: string;
}

/** Who is in a role, as a checklist of the organization's members. */
export function RolePeople({ roleId }: RolePeopleProps) {
  const scope = useScope();
  const queries = useQueryClient();
  const members = useQuery(memberRolesQuery(scope));

  async function save({ added, removed }: { added: string[]; removed: string[] }) {
    const api = inScope(scope);
    if (added.length > 0) {
      const params = { path: { role_id: roleId } };
      await bodyOf(api.POST("/api/roles/{role_id}/users", { params, body: { userIds: added } }));
    }
    for (const userId of removed) {
      const params = { path: { role_id: roleId, user_id: userId } };
      await bodyOf(api.DELETE("/api/roles/{role_id}/users/{user_id}", { params }));
    }
    await queries.invalidateQueries({ queryKey: [scope, "members"] });
  }

  return (
    <Loaded query={members}>
      {(all) => {
        if (all.length === 0) return <EmptyState title={texts.roles.noPeople} />;
        const saved = all.filter((member) => isIn(member, roleId)).map(({ userId }) => userId);
        return (
          <Checklist
            // What was saved is where the next change begins.
            key={saved.join()}
            label={texts.roles.people}
            filter={texts.roles.findPerson}
            noMatch={texts.roles.nobodyMatches}
            choices={all.map(({ userId, name, email }) => ({ id: userId, name, also: email }))}
            saved={new Set(saved)}
            onSave={save}
          />
        );
      }}
    </Loaded>
  );
}

function isIn({ roles }: MemberView, roleId: string): boolean {
  return roles?.some(({ id }) => id === roleId) ?? false;
}
