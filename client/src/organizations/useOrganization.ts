import { queryOptions, useQuery } from "@tanstack/react-query";
import { bodyOf, platform } from "../api/client";
import { ALL_SCOPE, GLOBAL_SCOPE, type Scope } from "../api/scope";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";

export interface NamedOrganization {
  id: Scope;
  name: string;
}

function organizationQuery(id: string) {
  return queryOptions({
    queryKey: [id, "organization"],
    queryFn: ({ signal }) =>
      bodyOf(
        platform.GET("/api/organizations/{org_id}", { params: { path: { org_id: id } }, signal }),
      ),
    staleTime: 5 * 60_000,
  });
}

/** The name of a scope: from the session where it is known, else asked for. */
export function useOrganization(scope: Scope): NamedOrganization {
  const session = useSession();
  const named = [...session.organizations, session.visited];
  const known = nameOf(scope) ?? named.find((one) => one?.id === scope)?.name;
  const asked = useQuery({ ...organizationQuery(scope), enabled: known === undefined });
  return { id: scope, name: known ?? asked.data?.name ?? scope };
}

function nameOf(scope: Scope): string | undefined {
  if (scope === GLOBAL_SCOPE) return texts.shell.global;
  return scope === ALL_SCOPE ? texts.shell.everyOrganization : undefined;
}
