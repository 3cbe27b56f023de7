import { Button } from "@mantine/core";
import type { AuthMethod } from "../api/schema";
import * as texts from "../texts/texts";
import { PasswordForm } from "./PasswordForm";

interface SignInMethodProps {
  method: AuthMethod;
  /** Whether passkeys exist here; they are shown with the password. */
  takesPasskeys: boolean;
  /** Opens a provider's sign-in: in this window, or in another where the page must stay. */
  onProvider: (url: string) => void;
  onSignedIn: (notLasting: string | null) => void;
}

export function SignInMethod(props: SignInMethodProps) {
  const { method, takesPasskeys, onProvider, onSignedIn } = props;
  const { kind, url } = method;
  if (kind === "password") {
    return <PasswordForm takesPasskeys={takesPasskeys} onSignedIn={onSignedIn} />;
  }
  if (url === null) return null;
  return (
    <Button fullWidth onClick={() => onProvider(url)}>
      {texts.session.methods[kind]}
    </Button>
  );
}
