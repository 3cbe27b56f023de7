import { useRouter } from "@tanstack/react-router";
import { ALL_SCOPE, type Scope } from "../api/scope";

interface Switch {
  open: (scope: Scope) => void;
  openInTab: (scope: Scope) => void;
}

/** Leads to the page that is open, in another scope: filters are kept, ids of objects dropped. */
export function useSwitch(current: Scope): Switch {
  const router = useRouter();

  function addressIn(scope: Scope): string {
    const { pathname, searchStr } = router.state.location;
    return addressInScope(pathname, searchStr, current, scope);
  }

  return {
    open: (scope) => router.history.push(addressIn(scope)),
    openInTab: (scope) => void window.open(addressIn(scope), "_blank", "noopener"),
  };
}

/** The same list in another scope; the page of one object becomes the list that it is in. */
export function addressInScope(path: string, search: string, from: Scope, to: Scope): string {
  const prefix = `/o/${from}/`;
  const [area = "", ...rest] = path.startsWith(prefix) ? path.slice(prefix.length).split("/") : [];
  const filters = rest.length === 0 ? search : "";
  if (to === ALL_SCOPE) return `/o/${to}/runs${area === "runs" ? filters : ""}`;
  return path.startsWith(prefix) ? `/o/${to}/${area}${filters}` : `/o/${to}`;
}
