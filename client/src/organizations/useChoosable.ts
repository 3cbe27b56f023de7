import { useQuery } from "@tanstack/react-query";
import { ALL_SCOPE, GLOBAL_SCOPE } from "../api/scope";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import type { ChoosableOrganization } from "./matchOrganizations";
import { organizationsQuery } from "./organizationsQuery";

export interface Choosable {
  organizations: readonly ChoosableOrganization[];
  isPending: boolean;
  error: Error | null;
}

/** The scopes that the user may switch to; asked for when the switcher is opened. */
export function useChoosable(isOpen: boolean): Choosable {
  const session = useSession();
  const asked = useQuery({ ...organizationsQuery, enabled: isOpen && session.platformAdmin });
  if (!session.platformAdmin) {
    const own = session.organizations.map(({ id, name }) => ({ id, name, ...OWN }));
    return { organizations: own, isPending: false, error: null };
  }
  const others = asked.data?.map((one) => ({ ...one, kind: KIND })) ?? [];
  return {
    organizations: [...several(), ...others],
    isPending: asked.isPending,
    error: asked.error,
  };
}

const KIND = "organization" as const;
const OWN = { kind: KIND, domains: [], isActive: true, tags: [] };

/** The scopes of platform administrators that stand for several organizations. */
function several(): ChoosableOrganization[] {
  return [
    { ...OWN, id: GLOBAL_SCOPE, kind: "global", name: texts.shell.global },
    { ...OWN, id: ALL_SCOPE, kind: "all", name: texts.shell.everyOrganization },
  ];
}
