import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { anonymous, bodyOf } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { NewPasswordInput } from "./NewPasswordInput";
import { SignedOutPage } from "./SignedOutPage";
import { takeToken } from "./takeToken";

/** Sets a password with the token of a link, which works once. */
export function SetPasswordPage() {
  const [token] = useState(takeToken);
  const setting = useMutation({
    mutationFn: (password: string) =>
      bodyOf(anonymous.POST("/api/auth/set-password", { body: { token: token ?? "", password } })),
  });

  function setPassword(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setting.mutate(String(new FormData(event.currentTarget).get("newPassword")));
  }

  if (setting.isSuccess) {
    return (
      <SignedOutPage title={texts.session.passwordIsSet}>
        <Text>{texts.session.passwordSet}</Text>
        <Button component="a" href="/sign-in" variant="filled">
          {texts.session.toSignIn}
        </Button>
      </SignedOutPage>
    );
  }
  return (
    <SignedOutPage title={texts.session.setPassword} says={texts.session.setPasswordSays}>
      {token === undefined ? (
        <Text>{texts.session.linkInvalid}</Text>
      ) : (
        <form onSubmit={setPassword}>
          <Stack>
            <NewPasswordInput error={fieldProblems(setting.error).get("password")} />
            {setting.isError ? <ProblemAlert error={setting.error} /> : null}
            <Button type="submit" variant="filled" loading={setting.isPending}>
              {texts.session.setPassword}
            </Button>
          </Stack>
        </form>
      )}
    </SignedOutPage>
  );
}
