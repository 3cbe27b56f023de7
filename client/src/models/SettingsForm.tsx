import { Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { fieldProblems } from "../api/fieldProblems";
import type { AiSettingsView } from "../api/schema";
import { GLOBAL_SCOPE, type Scope } from "../api/scope";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { DollarInput } from "./DollarInput";
import { useModelChanges } from "./modelQueries";
import { settingsDraftOf, settingsOf } from "./settingsDraft";

interface SettingsFormProps {
  scope: Scope;
  settings: AiSettingsView;
}

const words = texts.models;

/** The switch of a scope, and its budgets: without a budget for a month nothing can be enabled. */
export function SettingsForm({ scope, settings }: SettingsFormProps) {
  const changes = useModelChanges(scope);
  const { platformAdmin } = useSession();
  const [draft, setDraft] = useState(() => settingsDraftOf(settings));
  const saving = useMutation({
    mutationFn: () => changes.set(settingsOf(draft)),
    onSuccess: () => notifications.show({ message: words.settingsSaved }),
  });
  const problems = fieldProblems(saving.error);
  const isPlatforms = scope === GLOBAL_SCOPE;

  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    saving.mutate();
  }

  return (
    <form onSubmit={save} noValidate>
      <Stack maw="40rem">
        <Switch
          label={isPlatforms ? words.platformSwitch : words.switch}
          description={isPlatforms ? words.platformSwitchSays : words.switchSays}
          checked={draft.isEnabled}
          onChange={({ currentTarget: { checked } }) => setDraft({ ...draft, isEnabled: checked })}
        />
        <DollarInput
          label={words.monthly}
          description={words.monthlySays}
          value={draft.monthlyDollars}
          error={problems.get("monthlyDollars")}
          onChange={(monthlyDollars) => setDraft({ ...draft, monthlyDollars })}
        />
        <DollarInput
          label={words.daily}
          description={words.dailySays}
          value={draft.userDailyDollars}
          error={problems.get("userDailyDollars")}
          onChange={(userDailyDollars) => setDraft({ ...draft, userDailyDollars })}
        />
        <DollarInput
          label={words.run}
          description={words.runSays}
          value={draft.runDollars}
          error={problems.get("runDollars")}
          onChange={(runDollars) => setDraft({ ...draft, runDollars })}
        />
        {isPlatforms ? null : (
          <DollarInput
            label={words.ofPlatform}
            description={platformAdmin ? words.ofPlatformSays : words.ofPlatformRight}
            value={draft.platformMonthlyDollars}
            disabled={!platformAdmin}
            error={problems.get("platformMonthlyDollars")}
            onChange={(platformMonthlyDollars) => setDraft({ ...draft, platformMonthlyDollars })}
          />
        )}
        <TextInput
          label={words.embedding}
          description={words.embeddingSays}
          value={draft.embeddingModel}
          error={problems.get("embeddingModel")}
          onChange={({ currentTarget: { value } }) => setDraft({ ...draft, embeddingModel: value })}
        />
        {saving.isError ? <ProblemAlert error={saving.error} /> : null}
        <Group>
          <Button type="submit" variant="filled" loading={saving.isPending}>
            {words.saveSettings}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
