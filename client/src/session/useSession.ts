import { useContext } from "react";
import type { SessionView } from "../api/schema";
import { SessionContext } from "./SessionContext";

/** Who is signed in. Only for pages behind the session gate. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("this page is shown without a session");
  return session;
}
