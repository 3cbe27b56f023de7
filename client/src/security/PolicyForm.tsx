import { Alert, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { PolicyView } from "../api/schema";
import { GLOBAL_SCOPE, type Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { policyQuery } from "./policyQuery";

interface PolicyFormProps {
  scope: Scope;
  policy: PolicyView;
}

const POLICIES = ["off", "optional", "requiredForAdministrators", "required"] as const;
type Policy = (typeof POLICIES)[number];

/** Chooses the policy of an organization, or in GLOBAL of the platform. */
export function PolicyForm({ scope, policy }: PolicyFormProps) {
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<Policy>(policy.policy);
  const isOfPlatform = scope === GLOBAL_SCOPE;
  const saving = useMutation({
    mutationFn: () =>
      bodyOf(inScope(scope).PUT("/api/second-factor-policy", { body: { policy: chosen } })),
    onSuccess: () => {
      notifications.show({ message: texts.security.policySaved });
      void queryClient.invalidateQueries({ queryKey: ["session"] });
      return queryClient.invalidateQueries({ queryKey: policyQuery(scope).queryKey });
    },
  });

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    saving.mutate();
  }

  return (
    <form onSubmit={save}>
      <Stack maw="44rem">
        {policy.enabled ? null : <Alert color="yellow">{texts.security.policyDisabled}</Alert>}
        <NativeSelect
          label={
            isOfPlatform ? texts.security.policyOfPlatform : texts.security.policyOfOrganization
          }
          description={saysOf(chosen, isOfPlatform)}
          value={chosen}
          onChange={({ currentTarget: { value } }) =>
            setChosen(POLICIES.find((one) => one === value) ?? policy.policy)
          }
          data={POLICIES.map((value) => ({ value, label: texts.security.policies[value] }))}
        />
        {isOfPlatform ? null : (
          <Text>{texts.security.policyPlatform(texts.security.policies[policy.platform])}</Text>
        )}
        <Text c="dimmed">{texts.security.policyGrace(policy.graceDays)}</Text>
        {saving.isError ? <ProblemAlert error={saving.error} /> : null}
        <Group>
          <Button type="submit" variant="filled" loading={saving.isPending}>
            {texts.security.policySave}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function saysOf(policy: Policy, isOfPlatform: boolean): string {
  if (policy === "off" && isOfPlatform) return texts.security.policyOffSays;
  return texts.security.policiesSay[policy];
}
