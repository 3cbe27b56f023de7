import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { bodyOf, platform } from "../api/client";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { DeviceDecisionForm } from "./DeviceDecisionForm";

/**
 * Signs a command line in (RFC 8628). The code is typed and never filled in, so that no link makes
 * its reader allow the device of another person.
 */
export function DevicePage() {
  const [code, setCode] = useState("");
  const [decided, setDecided] = useState<"allowed" | "denied">();
  const looking = useMutation({
    mutationFn: (userCode: string) =>
      bodyOf(platform.POST("/api/auth/device/question", { body: { userCode } })),
  });

  function look(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    looking.mutate(code);
  }

  if (decided !== undefined) {
    const says = decided === "allowed" ? "allowedSays" : "deniedSays";
    return (
      <Page title={texts.machines.device[decided]}>
        <Text role="status">{texts.machines.device[says]}</Text>
      </Page>
    );
  }
  return (
    <Page title={texts.machines.device.title} says={texts.machines.device.says}>
      {looking.data === undefined ? (
        <form onSubmit={look}>
          <Stack maw={420}>
            <TextInput
              label={texts.machines.device.code}
              description={texts.machines.device.codeHelp}
              autoComplete="off"
              required
              withAsterisk={false}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            {looking.isError ? <ProblemAlert error={looking.error} /> : null}
            <Button type="submit" variant="filled" loading={looking.isPending}>
              {texts.machines.device.look}
            </Button>
          </Stack>
        </form>
      ) : (
        <DeviceDecisionForm asker={looking.data} code={code} onDecided={setDecided} />
      )}
    </Page>
  );
}
