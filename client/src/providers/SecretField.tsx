import { PasswordInput, Textarea } from "@mantine/core";
import * as texts from "../texts/texts";
import type { ProviderDraft } from "./providerDraft";

interface SecretFieldProps {
  draft: ProviderDraft;
  problems: ReadonlyMap<string, string>;
  isStored: boolean;
  set: (facts: Partial<ProviderDraft>) => void;
}

/** The client secret, or Apple's private key; never shown again. */
export function SecretField({ draft, problems, isStored, set }: SecretFieldProps) {
  const help = isStored ? { description: texts.singleSignOn.secretKept } : {};
  const error = problems.get("clientSecret");
  if (draft.kind === "apple") {
    return (
      <Textarea
        label={texts.singleSignOn.privateKey}
        {...help}
        value={draft.clientSecret}
        autoComplete="off"
        spellCheck={false}
        error={error}
        onChange={(event) => set({ clientSecret: event.currentTarget.value })}
      />
    );
  }
  return (
    <PasswordInput
      label={texts.singleSignOn.clientSecret}
      {...help}
      value={draft.clientSecret}
      autoComplete="new-password"
      error={error}
      visibilityToggleButtonProps={{ "aria-label": texts.session.show }}
      onChange={(event) => set({ clientSecret: event.currentTarget.value })}
    />
  );
}
