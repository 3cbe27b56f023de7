import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import type { DeviceAsker } from "../api/schema";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { ProblemAlert } from "../ui/ProblemAlert";
import { Section } from "../ui/Section";
import { TimeText } from "../ui/TimeText";

interface DeviceDecisionFormProps {
  asker: DeviceAsker;
  code: string;
  onDecided: (decided: "allowed" | "denied") => void;
}

/** Shows who asks, and allows or denies it for one organization. */
export function DeviceDecisionForm({ asker, code, onDecided }: DeviceDecisionFormProps) {
  const { organizations, platformAdmin } = useSession();
  const [orgId, setOrgId] = useState(organizations[0]?.id ?? "");
  const deciding = useMutation({
    mutationFn: (allow: boolean) =>
      bodyOf(
        platform.POST("/api/auth/device/decision", {
          body: { userCode: code, allow, ...(orgId === "" ? {} : { orgId }) },
        }),
      ),
    onSuccess: (_, allow) => onDecided(allow ? "allowed" : "denied"),
  });
  const field = {
    label: texts.machines.device.organization,
    description: texts.machines.device.organizationHelp,
    value: orgId,
    error: fieldProblems(deciding.error).get("orgId"),
  };
  const { client, address, place, askedAt } = asker;
  return (
    <Section title={texts.machines.device.asks}>
      <Stack maw={560}>
        <KeyValue
          entries={[
            [texts.machines.device.client, client],
            [texts.machines.device.address, address],
            [texts.machines.device.place, texts.machines.device.places[place]],
            [texts.machines.device.asked, <TimeText key="asked" at={askedAt} />],
          ]}
        />
        {platformAdmin ? (
          <TextInput {...field} onChange={(event) => setOrgId(event.currentTarget.value)} />
        ) : (
          <NativeSelect
            {...field}
            data={organizations.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setOrgId(event.currentTarget.value)}
          />
        )}
        {deciding.isError ? <ProblemAlert error={deciding.error} /> : null}
        <Group>
          <Button
            variant="filled"
            loading={deciding.isPending}
            onClick={() => deciding.mutate(true)}
          >
            {texts.machines.device.allow}
          </Button>
          <Button disabled={deciding.isPending} onClick={() => deciding.mutate(false)}>
            {texts.machines.device.deny}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
