import { Outlet } from "@tanstack/react-router";
import { mayEnter } from "../session/abilities";
import { useScope } from "../session/useScope";
import { useSession } from "../session/useSession";
import { NotYoursPage } from "./NotYoursPage";

/** Shows the pages of an organization to those who have any business in it; asks nothing before. */
export function OrganizationGate() {
  const scope = useScope();
  return mayEnter(useSession(), scope) ? <Outlet /> : <NotYoursPage />;
}
