import { Alert, Progress, Stack, Text } from "@mantine/core";
import type { AiSettingsView } from "../api/schema";
import { GLOBAL_SCOPE, type Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { dollarText } from "../ui/dollars";

interface ModelStateProps {
  scope: Scope;
  settings: AiSettingsView;
}

const words = texts.models;

/** Whether models are used now, what was spent, and what leaves to which provider. */
export function ModelState({ scope, settings }: ModelStateProps) {
  const { spentDollars, platformSpentDollars, monthlyDollars, isNearlySpent } = settings;
  const missing = missingOf(scope, settings);
  const share = monthlyDollars ? Math.min(100, (spentDollars / monthlyDollars) * 100) : 0;
  return (
    <Stack>
      {missing === undefined ? null : (
        <Alert color="yellow" title={words.notUsed}>
          {missing}
        </Alert>
      )}
      {isNearlySpent ? <Alert color="yellow">{words.nearlySpent}</Alert> : null}
      {monthlyDollars === null ? null : (
        <Stack gap={4} maw="40rem">
          <Text>{words.spent(dollarText(spentDollars), dollarText(monthlyDollars))}</Text>
          <Progress
            value={share}
            color={isNearlySpent ? "yellow" : "blue"}
            aria-label={words.spentLabel}
          />
          {platformSpentDollars > 0 ? (
            <Text c="dimmed">{words.spentOfPlatform(dollarText(platformSpentDollars))}</Text>
          ) : null}
        </Stack>
      )}
      <Text>{leavesOf(settings)}</Text>
    </Stack>
  );
}

/** The first thing without which no model is asked. */
function missingOf(scope: Scope, settings: AiSettingsView): string | undefined {
  const { monthlyDollars, isEnabled, isPlatformEnabled, provider } = settings;
  if (monthlyDollars === null) return words.budgetFirst;
  if (!isEnabled) return scope === GLOBAL_SCOPE ? words.platformIsOff : words.isOff;
  if (!isPlatformEnabled) return words.platformIsOff;
  if (provider !== null) return undefined;
  return scope === GLOBAL_SCOPE ? words.noKeys : words.noKey;
}

function leavesOf({ provider, host, payer }: AiSettingsView): string {
  if (provider === null || host === null) return words.nothingLeaves;
  return words.leaves(words.providers[provider], host, words.payers[payer ?? "organization"]);
}
