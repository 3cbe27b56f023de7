import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { anonymous, bodyOf } from "../../api/client";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { enter } from "../signIn";
import { answerOfPasskey, knowsPasskeys } from "./passkeys";

interface PasskeyButtonProps {
  /** The token that the password was exchanged for; without one, the passkey signs in alone. */
  mfaToken?: string;
  /** Called with why the browser will not keep the sign-in, or with null. */
  onSignedIn: (notLasting: string | null) => void;
}

/** Signs in by passkey; nothing in a browser that knows none. */
export function PasskeyButton({ mfaToken, onSignedIn }: PasskeyButtonProps) {
  const signing = useMutation({
    mutationFn: async () => {
      const first = mfaToken === undefined ? {} : { mfaToken };
      const asked = await bodyOf(anonymous.POST("/api/auth/passkeys/challenge", { body: first }));
      const passkey = await answerOfPasskey(asked);
      return enter(
        await bodyOf(
          anonymous.POST("/api/auth/passkeys/sign-in", {
            body: { ...first, passkey, cookie: true },
          }),
        ),
      );
    },
    onSuccess: onSignedIn,
  });
  if (!knowsPasskeys()) return null;
  return (
    <Stack gap="sm">
      <Button fullWidth loading={signing.isPending} onClick={() => signing.mutate()}>
        {texts.security.passkeySignIn}
      </Button>
      {signing.isError ? <ProblemAlert error={signing.error} /> : null}
    </Stack>
  );
}
