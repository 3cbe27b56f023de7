import { Button, Divider, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { SignedIn } from "../../api/schema";
import * as texts from "../../texts/texts";
import { enter } from "../signIn";
import { RecoveryCodesNote } from "./RecoveryCodesNote";
import { SetupAppForm } from "./SetupAppForm";
import { SetupPasskeyForm } from "./SetupPasskeyForm";

interface SetupFormProps {
  /** The token that the password was exchanged for. */
  token: string;
  /** Called with why the browser will not keep the sign-in, or with null. */
  onSignedIn: (notLasting: string | null) => void;
  /** Leads back to the password. */
  onBack: () => void;
}

/** Adds the second factor that a policy requires, and ends the sign-in with it. */
export function SetupForm({ token, onSignedIn, onBack }: SetupFormProps) {
  const [signed, setSigned] = useState<SignedIn>();

  // The session begins when the codes are kept: it would show another page over them.
  if (signed !== undefined) {
    return (
      <RecoveryCodesNote
        codes={signed.recoveryCodes ?? []}
        onKept={() => onSignedIn(enter(signed))}
      />
    );
  }
  return (
    <Stack gap="sm">
      <Text>{texts.security.setUpSays}</Text>
      <SetupPasskeyForm token={token} onAdded={setSigned} />
      <Divider label={texts.session.or} />
      <SetupAppForm token={token} onAdded={setSigned} />
      <Button onClick={onBack} fullWidth>
        {texts.security.back}
      </Button>
    </Stack>
  );
}
