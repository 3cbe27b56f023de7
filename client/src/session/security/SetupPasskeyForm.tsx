import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { anonymous, bodyOf } from "../../api/client";
import type { SignedIn } from "../../api/schema";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { knowsPasskeys, makePasskey } from "./passkeys";

interface SetupPasskeyFormProps {
  token: string;
  onAdded: (signed: SignedIn) => void;
}

/** Adds a passkey during a sign-in; nothing in a browser that knows none. */
export function SetupPasskeyForm({ token, onAdded }: SetupPasskeyFormProps) {
  const adding = useMutation({
    mutationFn: async (name: string) => {
      const first = { setupToken: token };
      const offer = await bodyOf(
        anonymous.POST("/api/auth/mfa/setup/passkey/offer", { body: first }),
      );
      const passkey = await makePasskey(offer);
      const body = { ...first, token: offer.token, name, passkey, cookie: true };
      return bodyOf(anonymous.POST("/api/auth/mfa/setup/passkey", { body }));
    },
    onSuccess: onAdded,
  });

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    adding.mutate(String(new FormData(event.currentTarget).get("name")));
  }

  if (!knowsPasskeys()) return null;
  return (
    <form onSubmit={add}>
      <Stack gap="sm">
        <TextInput
          name="name"
          label={texts.security.passkeyNameIs}
          placeholder={texts.security.passkeyNameSays}
          maxLength={60}
          required
          withAsterisk={false}
        />
        <Button type="submit" variant="filled" fullWidth loading={adding.isPending}>
          {texts.security.passkeyAdd}
        </Button>
        {adding.isError ? <ProblemAlert error={adding.error} /> : null}
      </Stack>
    </form>
  );
}
