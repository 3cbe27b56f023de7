import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { anonymous, bodyOf } from "../../api/client";
import { fieldProblems } from "../../api/fieldProblems";
import type { SignedIn } from "../../api/schema";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { NewAppFields } from "./NewAppFields";

interface SetupAppFormProps {
  token: string;
  onAdded: (signed: SignedIn) => void;
}

/** Adds an authenticator app during a sign-in. */
export function SetupAppForm({ token, onAdded }: SetupAppFormProps) {
  const beginning = useMutation({
    mutationFn: () =>
      bodyOf(anonymous.POST("/api/auth/mfa/setup/app", { body: { setupToken: token } })),
  });
  const confirming = useMutation({
    mutationFn: (code: string) =>
      bodyOf(
        anonymous.POST("/api/auth/mfa/setup/app/confirm", {
          body: { setupToken: token, code, cookie: true },
        }),
      ),
    onSuccess: onAdded,
  });
  const problem = fieldProblems(confirming.error).get("code");

  function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    confirming.mutate(String(new FormData(event.currentTarget).get("code")));
  }

  if (beginning.data === undefined) {
    return (
      <>
        <Button fullWidth loading={beginning.isPending} onClick={() => beginning.mutate()}>
          {texts.security.add}
        </Button>
        {beginning.isError ? <ProblemAlert error={beginning.error} /> : null}
      </>
    );
  }
  return (
    <form onSubmit={confirm}>
      <Stack gap="sm">
        <NewAppFields enrolment={beginning.data} error={problem} />
        {confirming.isError && problem === undefined ? (
          <ProblemAlert error={confirming.error} />
        ) : null}
        <Button type="submit" variant="filled" fullWidth loading={confirming.isPending}>
          {texts.security.confirm}
        </Button>
      </Stack>
    </form>
  );
}
