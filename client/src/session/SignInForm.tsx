import { Alert, Button, Divider, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import type { AuthMethod, AuthMethods } from "../api/schema";
import { texts } from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { methodsQuery } from "./methodsQuery";
import { PasswordForm } from "./PasswordForm";

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
      <FirstAdministrator methods={methods.data} />
      {methods.data.methods.length === 0 ? <Text>{texts.session.noMethod}</Text> : null}
      {methods.data.methods.map((method, index) => (
        <Fragment key={method.kind}>
          {index === 0 ? null : <Divider label={texts.session.or} />}
          <Method method={method} onProvider={onProvider} onSignedIn={onSignedIn} />
        </Fragment>
      ))}
    </Stack>
  );
}

interface MethodProps extends SignInFormProps {
  method: AuthMethod;
}

function Method({ method, onProvider, onSignedIn }: MethodProps) {
  const { kind, url } = method;
  if (kind === "password") return <PasswordForm onSignedIn={onSignedIn} />;
  if (url === null) return null;
  return (
    <Button fullWidth onClick={() => onProvider(url)}>
      {texts.session.methods[kind]}
    </Button>
  );
}

interface FirstAdministratorProps {
  methods: AuthMethods;
}

function FirstAdministrator({ methods }: FirstAdministratorProps) {
  if (!methods.needsFirstAdministrator) return null;
  return (
    <Alert color="blue">
      {methods.setting === null
        ? texts.session.firstAdministratorLink
        : texts.session.firstAdministrator(methods.setting)}
    </Alert>
  );
}
