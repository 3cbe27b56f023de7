import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { anonymous, bodyOf } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import { ApiProblem } from "../api/problems";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { NewPasswordInput } from "./NewPasswordInput";
import { SignedOutPage } from "./SignedOutPage";
import { SignInLink } from "./SignInLink";

interface FirstAdministratorPageProps {
  /** The token of a setup link, with its prefix. */
  token: string;
}

/** Makes the first administrator with a setup link, which works once. */
export function FirstAdministratorPage({ token }: FirstAdministratorPageProps) {
  const setup = useMutation({
    mutationFn: (given: FormData) =>
      bodyOf(
        anonymous.POST("/api/auth/setup", {
          body: {
            token,
            email: String(given.get("email")),
            password: String(given.get("newPassword")),
            displayName: String(given.get("displayName")),
          },
        }),
      ),
  });

  function setUp(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setup.mutate(new FormData(event.currentTarget));
  }

  if (setup.isSuccess) {
    return (
      <SignedOutPage title={texts.session.setupDone}>
        <Text>{texts.session.setupDoneSays}</Text>
        <SignInLink />
      </SignedOutPage>
    );
  }
  if (setup.error instanceof ApiProblem && setup.error.status === 401) {
    return (
      <SignedOutPage title={texts.session.setupVoid}>
        <Text role="alert">{texts.session.setupVoidSays}</Text>
        <SignInLink />
      </SignedOutPage>
    );
  }
  const problems = fieldProblems(setup.error);
  return (
    <SignedOutPage title={texts.session.setupTitle} says={texts.session.setupSays}>
      <form onSubmit={setUp}>
        <Stack>
          <TextInput
            name="displayName"
            label={texts.session.name}
            autoComplete="name"
            required
            withAsterisk={false}
            error={problems.get("displayName")}
          />
          <TextInput
            name="email"
            type="email"
            label={texts.session.email}
            autoComplete="username"
            required
            withAsterisk={false}
            error={problems.get("email")}
          />
          <NewPasswordInput error={problems.get("password")} />
          {setup.isError ? <ProblemAlert error={setup.error} /> : null}
          <Button type="submit" variant="filled" loading={setup.isPending}>
            {texts.session.setupSend}
          </Button>
        </Stack>
      </form>
    </SignedOutPage>
  );
}
