import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ApiProblem } from "../api/problems";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { signInByPassword } from "./signIn";
import { useCountdown } from "./useCountdown";

interface PasswordFormProps {
  /** Called with why the browser will not keep the sign-in, or with null. */
  onSignedIn: (notLasting: string | null) => void;
}

export function PasswordForm({ onSignedIn }: PasswordFormProps) {
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const [seconds, startCountdown] = useCountdown();

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    try {
      onSignedIn(await signInByPassword(String(given.get("email")), String(given.get("password"))));
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
      if (reason instanceof ApiProblem) startCountdown(reason.retryAfter ?? 0);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={signIn}>
      <Stack gap="sm">
        <TextInput
          name="email"
          type="email"
          label={texts.session.email}
          autoComplete="username"
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="password"
          label={texts.session.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ "aria-label": texts.session.show }}
        />
        {seconds > 0 ? (
          <Alert role="status" color="yellow">
            {texts.session.waitSeconds(seconds)}
          </Alert>
        ) : error === undefined ? null : (
          <ProblemAlert error={error} />
        )}
        <Button type="submit" variant="filled" loading={busy} disabled={seconds > 0} fullWidth>
          {texts.session.methods.password}
        </Button>
      </Stack>
    </form>
  );
}
