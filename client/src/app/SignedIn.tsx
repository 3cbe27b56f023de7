import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import type { SessionView } from "../api/schema";
import { endPreferences, startPreferences } from "../session/preferences";
import { SessionGuard } from "../session/SessionGuard";
import { ProofGuard } from "../session/security/ProofGuard";
import { router } from "./routes";

const FactorDuePage = lazy(async () => ({
  default: (await import("../session/security/FactorDuePage")).FactorDuePage,
}));

interface SignedInProps {
  session: SessionView;
}

export function SignedIn({ session }: SignedInProps) {
  // Before the router, which leads to the organization that the user was in last.
  useState(() => startPreferences(session));
  useEffect(() => endPreferences, []);
  return (
    <>
      {isFactorDue(session) ? (
        <Suspense>
          <FactorDuePage session={session} />
        </Suspense>
      ) : (
        <RouterProvider router={router} context={{ session }} />
      )}
      <SessionGuard session={session} />
      <ProofGuard onSetUp={() => void router.navigate({ to: "/me" })} />
    </>
  );
}

/** Whether the user may do nothing before they have proved a second factor. */
function isFactorDue({ secondFactorDueAt, serverTime }: SessionView): boolean {
  return secondFactorDueAt !== null && Date.parse(secondFactorDueAt) <= Date.parse(serverTime);
}
