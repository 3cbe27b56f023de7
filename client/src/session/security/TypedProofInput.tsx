import { PasswordInput } from "@mantine/core";
import * as texts from "../../texts/texts";
import { CodeInput } from "./CodeInput";

interface TypedProofInputProps {
  proof: "password" | "code";
  /** What the server says against it. */
  error: string | undefined;
}

/** The field of a proof that is typed, with the proof's name. */
export function TypedProofInput({ proof, error }: TypedProofInputProps) {
  if (proof === "code") return <CodeInput error={error} takesRecoveryCodes />;
  return (
    <PasswordInput
      name="password"
      label={texts.session.password}
      autoComplete="current-password"
      required
      withAsterisk={false}
      data-autofocus
      error={error}
      visibilityToggleButtonProps={{ "aria-label": texts.session.show }}
    />
  );
}
