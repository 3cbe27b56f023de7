import { Divider, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { FirstAdministratorNote } from "./FirstAdministratorNote";
import { methodsQuery } from "./methodsQuery";
import { SignInMethod } from "./SignInMethod";

interface SignInFormProps {
  /** Opens a provider's sign-in: in this window, or in another where the page must stay. */
  onProvider: (url: string) => void;
  onSignedIn: (notLasting: string | null) => void;
}

/** Exactly the ways to sign in that exist here. */
export function SignInForm({ onProvider, onSignedIn }: SignInFormProps) {
  const methods = useQuery(methodsQuery);
  if (methods.isPending) return <SkeletonRows rows={3} />;
  if (methods.isError) {
    return <ProblemAlert error={methods.error} onRetry={() => methods.refetch()} />;
  }
  return (
    <Stack>
      <FirstAdministratorNote methods={methods.data} />
      {methods.data.methods.length === 0 ? <Text>{texts.session.noMethod}</Text> : null}
      {methods.data.methods.map((method, index) => (
        <Fragment key={method.kind}>
          {index === 0 ? null : <Divider label={texts.session.or} />}
          <SignInMethod method={method} onProvider={onProvider} onSignedIn={onSignedIn} />
        </Fragment>
      ))}
    </Stack>
  );
}
