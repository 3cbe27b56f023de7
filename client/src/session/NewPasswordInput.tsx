import { PasswordInput } from "@mantine/core";
import { useState } from "react";
import * as texts from "../texts/texts";
import { LONGEST, passwordStrength, SHORTEST } from "./passwordStrength";

interface NewPasswordInputProps {
  /** What the server says against it. */
  error: string | undefined;
}

/** The field of a new password, named `newPassword` in its form, with words for its strength. */
export function NewPasswordInput({ error }: NewPasswordInputProps) {
  const [typed, setTyped] = useState("");
  return (
    <PasswordInput
      name="newPassword"
      label={texts.session.newPassword}
      description={
        <>
          {texts.session.passwordRule}
          <span role="status"> {typed === "" ? "" : passwordStrength(typed)}</span>
        </>
      }
      descriptionProps={{ component: "div" }}
      autoComplete="new-password"
      minLength={SHORTEST}
      maxLength={LONGEST}
      required
      withAsterisk={false}
      error={error}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      visibilityToggleButtonProps={{ "aria-label": texts.session.show }}
    />
  );
}
