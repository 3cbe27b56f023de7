import { Button, Checkbox, Divider, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { fieldProblems } from "../../api/fieldProblems";
import { ApiProblem } from "../../api/problems";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { signInByCode, trustThisBrowser } from "../signIn";
import { CodeInput } from "./CodeInput";
import { PasskeyButton } from "./PasskeyButton";

interface CodeFormProps {
  /** The token that the password was exchanged for. */
  token: string;
  /** Called with why the browser will not keep the sign-in, or with null. */
  onSignedIn: (notLasting: string | null) => void;
  /** Whether a passkey will do instead. */
  takesPasskey: boolean;
  /** Leads back to the password. */
  onBack: () => void;
}

/** The second step of a sign-in: a code of the app, or a recovery code. */
export function CodeForm({ token, takesPasskey, onSignedIn, onBack }: CodeFormProps) {
  const signing = useMutation({
    mutationFn: async (given: FormData) => {
      const reason = await signInByCode(token, String(given.get("code")));
      const notTrusted = given.has("trust") && reason === null ? await trustThisBrowser() : null;
      return reason ?? notTrusted;
    },
    onSuccess: onSignedIn,
  });
  const problem = fieldProblems(signing.error).get("code");
  const isOver = signing.error instanceof ApiProblem && signing.error.status === 401;

  function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    signing.mutate(new FormData(event.currentTarget));
  }

  return (
    <form onSubmit={signIn}>
      <Stack gap="sm">
        <Text>{texts.security.secondStep}</Text>
        {takesPasskey ? (
          <>
            <PasskeyButton mfaToken={token} onSignedIn={onSignedIn} />
            <Divider label={texts.session.or} />
          </>
        ) : null}
        <CodeInput error={problem && signing.error?.message} takesRecoveryCodes />
        <Checkbox
          name="trust"
          label={texts.security.trust}
          description={texts.security.trustSays}
        />
        {signing.isError && problem === undefined ? <ProblemAlert error={signing.error} /> : null}
        <Button
          type="submit"
          variant="filled"
          fullWidth
          loading={signing.isPending}
          disabled={isOver && problem === undefined}
        >
          {texts.session.methods.password}
        </Button>
        <Button onClick={onBack} fullWidth>
          {texts.security.back}
        </Button>
      </Stack>
    </form>
  );
}
