import type { Ability } from "../api/schema";
import { mayIn } from "./abilities";
import { useScope } from "./useScope";
import { useSession } from "./useSession";

/** Tells what the user may do in the scope of the page. */
export function useMay(): (ability: Ability) => boolean {
  const session = useSession();
  const scope = useScope();
  return (ability) => mayIn(session, scope, ability);
}
