import { Alert, Button, PasswordInput, Skeleton, Stack, TextInput } from "@mantine/core";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { ApiProblem } from "../api/problems";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { signInByPassword, type Waiting } from "./signIn";
import { useCountdown } from "./useCountdown";

const PasskeyButton = lazy(async () => ({
  default: (await import("./security/PasskeyButton")).PasskeyButton,
}));

interface PasswordFormProps {
  /** Whether a passkey will do instead. */
  takesPasskeys: boolean;
  /** Called with why the browser will not keep the sign-in, or with null. */
  onSignedIn: (notLasting: string | null) => void;
  /** Called instead where the user has a second factor, or has to add one. */
  onNext: (entered: Waiting) => void;
}

/** Signs in by password, or by passkey instead. */
export function PasswordForm({ takesPasskeys, onSignedIn, onNext }: PasswordFormProps) {
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const [seconds, startCountdown] = useCountdown();

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    try {
      const entered = await signInByPassword(
        String(given.get("email")),
        String(given.get("password")),
      );
      if ("notLasting" in entered) onSignedIn(entered.notLasting);
      else onNext(entered);
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
        {takesPasskeys ? (
          <Suspense fallback={<Skeleton height={36} />}>
            <PasskeyButton onSignedIn={onSignedIn} />
          </Suspense>
        ) : null}
      </Stack>
    </form>
  );
}
