import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { SkeletonRows } from "../../ui/SkeletonRows";
import { SignedOutPage } from "../SignedOutPage";
import { finish, takeArrival } from "./journey";

const NextStep = lazy(async () => ({
  default: (await import("../security/NextStep")).NextStep,
}));

interface ReturnPageProps {
  /** The pages of the session, for a browser that does not keep the sign-in. */
  otherwise: ReactNode;
}

/** Where a sign-in provider leads back to: finishes what this tab left for, and goes on. */
export function ReturnPage({ otherwise }: ReturnPageProps) {
  const [arrival] = useState(takeArrival);
  const [isIn, setIsIn] = useState(false);
  const finished = useQuery({
    queryKey: ["sso-return", arrival?.body.state],
    queryFn: () => (arrival === null ? Promise.reject(new Error()) : finish(arrival)),
    enabled: arrival !== null,
    // The state is valid once.
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const returnTo = arrival?.returnTo ?? "/";
  const entered = finished.data;

  function goOn(notLasting: string | null) {
    if (notLasting === null) {
      window.location.replace(returnTo);
    } else {
      // The sign-in is in the memory of this page only, so no other page may be loaded.
      window.history.replaceState(null, "", returnTo);
      setIsIn(true);
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes on once, when it is finished
  useEffect(() => {
    if (entered !== undefined && "notLasting" in entered) goOn(entered.notLasting);
  }, [entered]);

  if (isIn) return otherwise;
  return (
    <SignedOutPage title={texts.singleSignOn.finishing}>
      <Stack>
        {arrival === null ? <Text>{texts.singleSignOn.gone}</Text> : null}
        {finished.isError ? <ProblemAlert error={finished.error} /> : null}
        {arrival === null || finished.isError ? (
          <Button component="a" href="/">
            {texts.singleSignOn.toStart}
          </Button>
        ) : entered !== undefined && !("notLasting" in entered) ? (
          <Suspense fallback={<SkeletonRows rows={3} />}>
            <NextStep
              entered={entered}
              onSignedIn={goOn}
              onBack={() => window.location.replace("/")}
            />
          </Suspense>
        ) : (
          <SkeletonRows rows={1} />
        )}
      </Stack>
    </SignedOutPage>
  );
}
