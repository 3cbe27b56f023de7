import { Outlet, useMatches } from "@tanstack/react-router";
import { mayEnter, mayIn } from "../session/abilities";
import { useScope } from "../session/useScope";
import { useSession } from "../session/useSession";
import { NotForYouPage } from "./NotForYouPage";
import { NotYoursPage } from "./NotYoursPage";

/** Shows the pages of an organization to those who may use them; asks nothing before. */
export function OrganizationGate() {
  const scope = useScope();
  const session = useSession();
  const needs = useMatches({ select: (matches) => matches.at(-1)?.staticData.needs });
  if (!mayEnter(session, scope)) return <NotYoursPage />;
  return needs === undefined || mayIn(session, scope, needs) ? <Outlet /> : <NotForYouPage />;
}
