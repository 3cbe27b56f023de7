import { useQuery } from "@tanstack/react-query";
import { GLOBAL_SCOPE } from "../api/scope";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import type { ChoosableOrganization } from "./matchOrganizations";
import { organizationsQuery } from "./organizationsQuery";

interface Choosable {
  organizations: readonly ChoosableOrganization[];
  isPending: boolean;
  error: Error | null;
}

/** The scopes that the user may switch to; asked for when the switcher is opened. */
export function useChoosable(isOpen: boolean): Choosable {
  const session = useSession();
  const asked = useQuery({ ...organizationsQuery, enabled: isOpen && session.platformAdmin });
  if (!session.platformAdmin) {
    const own = session.organizations.map(({ id, name }) => ({ id, name, ...ACTIVE }));
    return { organizations: own, isPending: false, error: null };
  }
  const global = { id: GLOBAL_SCOPE, name: texts.shell.global, ...ACTIVE };
  const others = asked.data ?? [];
  return { organizations: [global, ...others], isPending: asked.isPending, error: asked.error };
}

const ACTIVE = { domains: [], isActive: true };
