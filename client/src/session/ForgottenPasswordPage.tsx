import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { anonymous, bodyOf } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SignedOutPage } from "./SignedOutPage";
import { SignInLink } from "./SignInLink";

/** Asks for a link that sets a new password; the answer is the same for every address. */
export function ForgottenPasswordPage() {
  const asking = useMutation({
    mutationFn: (email: string) =>
      bodyOf(anonymous.POST("/api/auth/forgotten-password", { body: { email } })),
  });

  function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    asking.mutate(String(new FormData(event.currentTarget).get("email")));
  }

  if (asking.isSuccess) {
    return (
      <SignedOutPage title={texts.forgotten.sent}>
        <Text role="status">{texts.forgotten.sentSays}</Text>
        <SignInLink />
      </SignedOutPage>
    );
  }
  return (
    <SignedOutPage title={texts.forgotten.title} says={texts.forgotten.says}>
      <form onSubmit={ask}>
        <Stack>
          <TextInput
            name="email"
            type="email"
            label={texts.session.email}
            autoComplete="username"
            required
            withAsterisk={false}
            error={fieldProblems(asking.error).get("email")}
          />
          {asking.isError ? <ProblemAlert error={asking.error} /> : null}
          <Button type="submit" variant="filled" loading={asking.isPending}>
            {texts.forgotten.send}
          </Button>
        </Stack>
      </form>
    </SignedOutPage>
  );
}
