import { Button } from "@mantine/core";
import type { AuthMethod } from "../api/schema";
import * as texts from "../texts/texts";
import { PasswordForm } from "./PasswordForm";
import type { Waiting } from "./signIn";

interface SignInMethodProps {
  method: AuthMethod;
  /** Whether passkeys exist here; they are shown with the password. */
  takesPasskeys: boolean;
  /** Opens a provider's sign-in: in this window, or in another where the page must stay. */
  onProvider: (url: string) => void;
  onSignedIn: (notLasting: string | null) => void;
  /** Called instead where a second factor is needed. */
  onNext: (entered: Waiting) => void;
}

export function SignInMethod(props: SignInMethodProps) {
  const { method, takesPasskeys, onProvider, onSignedIn, onNext } = props;
  const { kind, url } = method;
  if (kind === "password") {
    return <PasswordForm {...{ takesPasskeys, onSignedIn, onNext }} />;
  }
  if (url === null) return null;
  return (
    <Button fullWidth onClick={() => onProvider(url)}>
      {texts.session.methods[kind]}
    </Button>
  );
}
