import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { bodyOf, platform } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import type { PasswordChange } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { NewPasswordInput } from "./NewPasswordInput";

export function ChangePasswordForm() {
  const [round, setRound] = useState(0);
  const changing = useMutation({
    mutationFn: (body: PasswordChange) =>
      bodyOf(platform.POST("/api/auth/change-password", { body })),
    onSuccess: () => {
      notifications.show({ message: texts.session.passwordChanged });
      setRound((before) => before + 1);
    },
  });
  const problems = fieldProblems(changing.error);

  function change(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    changing.mutate({
      currentPassword: String(given.get("currentPassword")),
      newPassword: String(given.get("newPassword")),
    });
  }

  return (
    <form onSubmit={change} key={round}>
      <Stack maw="24rem">
        <Text c="dimmed">{texts.session.changePasswordSays}</Text>
        <PasswordInput
          name="currentPassword"
          label={texts.session.currentPassword}
          autoComplete="current-password"
          required
          withAsterisk={false}
          error={problems.get("currentPassword")}
          visibilityToggleButtonProps={{ "aria-label": texts.session.showCurrent }}
        />
        <NewPasswordInput error={problems.get("newPassword")} />
        {changing.isError ? <ProblemAlert error={changing.error} /> : null}
        <div>
          <Button type="submit" loading={changing.isPending}>
            {texts.session.changePassword}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
