import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { credentials } from "../api/credentials";
import { onOtherTab } from "../api/refresh";
import type { SessionView } from "../api/schema";
import { loadSession } from "./sessionQuery";
import { becomeStranger } from "./signIn";

const SessionOverDialog = lazy(async () => ({
  default: (await import("./SessionOverDialog")).SessionOverDialog,
}));

interface SessionGuardProps {
  session: SessionView;
}

/**
 * Watches over the session of an open page: asks to sign in again when it ends, and follows what
 * happens in other tabs. A page that was loaded for one user is never continued as another.
 */
export function SessionGuard({ session }: SessionGuardProps) {
  const state = useSyncExternalStore(credentials.subscribe, credentials.sessionState);
  const [otherUser, setOtherUser] = useState<string>();

  async function goOn() {
    const now = await loadSession();
    if (now === null) return;
    if (now.user.id === session.user.id) credentials.renew(credentials.accessToken());
    else setOtherUser(now.user.name);
  }

  useEffect(() =>
    onOtherTab((kind) => {
      credentials.forget();
      if (kind === "signed-out") becomeStranger();
      else void goOn();
    }),
  );

  if (state === "open" && otherUser === undefined) return null;
  return (
    <Suspense>
      <SessionOverDialog otherUser={otherUser} onSignedIn={() => void goOn()} />
    </Suspense>
  );
}
