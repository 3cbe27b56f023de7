import type { Waiting } from "../signIn";
import { CodeForm } from "./CodeForm";
import { SetupForm } from "./SetupForm";

interface NextStepProps {
  entered: Waiting;
  /** Called with why the browser will not keep the sign-in, or with null. */
  onSignedIn: (notLasting: string | null) => void;
  /** Leads back to the password. */
  onBack: () => void;
}

/** What a sign-in needs after the password: a second factor, or a new one. */
export function NextStep({ entered, onSignedIn, onBack }: NextStepProps) {
  if ("setupToken" in entered) {
    return <SetupForm token={entered.setupToken} onSignedIn={onSignedIn} onBack={onBack} />;
  }
  return (
    <CodeForm
      token={entered.mfaToken}
      takesPasskey={entered.takesPasskey}
      onSignedIn={onSignedIn}
      onBack={onBack}
    />
  );
}
