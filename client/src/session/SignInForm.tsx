import { Anchor, Divider, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Fragment, lazy, Suspense, useState } from "react";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { FirstAdministratorNote } from "./FirstAdministratorNote";
import { methodsQuery } from "./methodsQuery";
import { SignInMethod } from "./SignInMethod";
import type { Waiting } from "./signIn";

// Few of those who sign in have a second factor, and the sign-in page has to be small.
const NextStep = lazy(async () => ({
  default: (await import("./security/NextStep")).NextStep,
}));
// Without providers, which is usual on a new server, none of it is loaded.
const ProviderButtons = lazy(async () => ({
  default: (await import("./sso/ProviderButtons")).ProviderButtons,
}));

interface SignInFormProps {
  /** Opens a provider's sign-in: in this window, or in another where the page must stay. */
  onProvider: (url: string) => void;
  onSignedIn: (notLasting: string | null) => void;
  /** Whether this page has to stay, so that providers get a window of their own. */
  inWindow?: boolean;
}

/** Exactly the ways to sign in that exist here; after the password, what is still needed alone. */
export function SignInForm({ onProvider, onSignedIn, inWindow = false }: SignInFormProps) {
  const methods = useQuery(methodsQuery);
  const [next, setNext] = useState<Waiting>();
  if (next !== undefined) {
    return (
      <Suspense fallback={<SkeletonRows rows={3} />}>
        <NextStep entered={next} onSignedIn={onSignedIn} onBack={() => setNext(undefined)} />
      </Suspense>
    );
  }
  if (methods.isPending) return <SkeletonRows rows={3} />;
  if (methods.isError) {
    return <ProblemAlert error={methods.error} onRetry={() => methods.refetch()} />;
  }
  return (
    <Stack>
      <FirstAdministratorNote methods={methods.data} />
      {methods.data.providers.length === 0 ? null : (
        <Suspense fallback={<Skeleton height={46 * methods.data.providers.length - 10} />}>
          <ProviderButtons providers={methods.data.providers} inWindow={inWindow} />
        </Suspense>
      )}
      {methods.data.methods.length === 0 ? <Text>{texts.session.noMethod}</Text> : null}
      {methods.data.methods.map((method, index) => (
        <Fragment key={method.kind}>
          {index === 0 && methods.data.providers.length === 0 ? null : (
            <Divider label={texts.session.or} />
          )}
          <SignInMethod
            method={method}
            takesPasskeys={methods.data.passkeys}
            onProvider={onProvider}
            onSignedIn={onSignedIn}
            onNext={setNext}
          />
        </Fragment>
      ))}
      {methods.data.sendsMail ? (
        <Anchor href="/forgotten-password">{texts.forgotten.link}</Anchor>
      ) : null}
    </Stack>
  );
}
