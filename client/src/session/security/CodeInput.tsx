import { TextInput } from "@mantine/core";
import * as texts from "../../texts/texts";

interface CodeInputProps {
  /** What the server says against it. */
  error: string | undefined;
  takesRecoveryCodes?: boolean;
}

/** The field of a code, named `code` in its form. */
export function CodeInput({ error, takesRecoveryCodes = false }: CodeInputProps) {
  return (
    <TextInput
      name="code"
      label={texts.security.code}
      {...(takesRecoveryCodes ? { description: texts.security.codeSays } : {})}
      autoComplete="one-time-code"
      inputMode={takesRecoveryCodes ? "text" : "numeric"}
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={64}
      required
      withAsterisk={false}
      data-autofocus
      autoFocus
      error={error}
    />
  );
}
