import { Center } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { SessionContext } from "../session/SessionContext";
import { SignInPage } from "../session/SignInPage";
import { sessionQuery } from "../session/sessionQuery";
import { ProblemAlert } from "../ui/ProblemAlert";

const SignedIn = lazy(async () => ({ default: (await import("./SignedIn")).SignedIn }));

/** Asks who is there: shows a stranger the sign-in, and everybody else the page of the address. */
export function SessionGate() {
  const session = useQuery(sessionQuery);
  if (session.isPending) return null;
  if (session.isError) {
    return (
      <Center component="main" p="xl">
        <ProblemAlert error={session.error} onRetry={() => session.refetch()} />
      </Center>
    );
  }
  return (
    <Suspense>
      {session.data === null ? (
        <SignInPage />
      ) : (
        <SessionContext value={session.data}>
          <SignedIn session={session.data} />
        </SessionContext>
      )}
    </Suspense>
  );
}
