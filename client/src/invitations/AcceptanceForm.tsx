import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { anonymous, bodyOf } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import type { InvitationOffer } from "../api/schema";
import { NewPasswordInput } from "../session/NewPasswordInput";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";

interface AcceptanceFormProps {
  token: string;
  offer: InvitationOffer;
  onAccepted: () => void;
}

/** Accepts an invitation: a new user chooses a name and a password, others need neither. */
export function AcceptanceForm({ token, offer, onAccepted }: AcceptanceFormProps) {
  const accepting = useMutation({
    mutationFn: (given: FormData) =>
      bodyOf(
        anonymous.POST("/api/auth/invitation/accept", {
          body: offer.needsPassword
            ? {
                token,
                displayName: String(given.get("displayName")),
                password: String(given.get("newPassword")),
              }
            : { token },
        }),
      ),
    onSuccess: onAccepted,
  });

  function accept(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    accepting.mutate(new FormData(event.currentTarget));
  }

  const problems = fieldProblems(accepting.error);
  return (
    <form onSubmit={accept}>
      <Stack>
        {offer.needsPassword ? (
          <>
            <TextInput
              name="displayName"
              label={texts.invitations.name}
              autoComplete="name"
              defaultValue={offer.displayName}
              required
              withAsterisk={false}
              error={problems.get("displayName")}
            />
            <NewPasswordInput error={problems.get("password")} />
          </>
        ) : (
          <Text>{texts.invitations.known}</Text>
        )}
        {accepting.isError ? <ProblemAlert error={accepting.error} /> : null}
        <Button type="submit" variant="filled" loading={accepting.isPending}>
          {texts.invitations.accept}
        </Button>
      </Stack>
    </form>
  );
}
