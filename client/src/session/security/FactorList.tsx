import { Stack, Text, Title } from "@mantine/core";
import type { SecurityView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { AddPasskeyButton } from "./AddPasskeyButton";
import { AppPanel } from "./AppPanel";
import { EnrolButton } from "./EnrolButton";
import { PasskeyList } from "./PasskeyList";
import { RecoveryCodesPanel } from "./RecoveryCodesPanel";
import { TrustedDeviceList } from "./TrustedDeviceList";

interface FactorListProps {
  security: SecurityView;
}

/** Passkeys, the authenticator app, recovery codes and trusted browsers. */
export function FactorList({ security }: FactorListProps) {
  const { app, enabled, hasPassword, passkeys, recoveryCodesLeft, trustedDevices } = security;
  const hasOne = app !== null || passkeys.length > 0;
  if (!enabled && !hasOne) return <Text>{texts.security.off}</Text>;
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Title order={3}>{texts.security.passkeys}</Title>
        <Text c="dimmed">{texts.security.passkeysSay}</Text>
        <PasskeyList passkeys={passkeys} />
        {enabled ? <AddPasskeyButton /> : null}
      </Stack>
      <Stack gap="xs">
        <Title order={3}>{texts.security.apps}</Title>
        {hasOne ? null : (
          <Text>{hasPassword ? texts.security.noneBesidesPassword : texts.security.none}</Text>
        )}
        {app !== null ? <AppPanel app={app} /> : enabled ? <EnrolButton /> : null}
      </Stack>
      {hasOne ? <RecoveryCodesPanel left={recoveryCodesLeft} /> : null}
      <TrustedDeviceList devices={trustedDevices} />
    </Stack>
  );
}
