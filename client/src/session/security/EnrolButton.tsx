import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { EnrolDialog } from "./EnrolDialog";

/** Begins to add an authenticator app, and shows the rest in a dialog. */
export function EnrolButton() {
  const beginning = useMutation({
    mutationFn: () => bodyOf(platform.POST("/api/users/me/mfa/app")),
  });
  return (
    <>
      {beginning.isError ? <ProblemAlert error={beginning.error} /> : null}
      <Group>
        <Button loading={beginning.isPending} onClick={() => beginning.mutate()}>
          {texts.security.add}
        </Button>
      </Group>
      {beginning.data === undefined ? null : (
        <EnrolDialog enrolment={beginning.data} onClose={() => beginning.reset()} />
      )}
    </>
  );
}
