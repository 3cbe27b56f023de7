import {
  Button,
  Group,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  useMantineColorScheme,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../api/client";
import { PersonalKeys } from "../machines/PersonalKeys";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { Section } from "../ui/Section";
import { useSequences } from "../ui/sequences";
import { ChangePasswordForm } from "./ChangePasswordForm";
import { OwnName } from "./OwnName";
import { OWN_SESSIONS, SessionList } from "./SessionList";
import { SecuritySection } from "./security/SecuritySection";
import { securityQuery } from "./security/securityQuery";
import { endHere } from "./signIn";
import { LinkedAccounts } from "./sso/LinkedAccounts";
import { THEMES } from "./themes";
import { useSession } from "./useSession";

/** The user's own page: who they are, how they sign in, how this browser shows the client. */
export function AccountPage() {
  const session = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [sequences, setSequences] = useSequences();
  const everywhere = useMutation({
    mutationFn: () => bodyOf(platform.DELETE("/api/users/me/sessions")),
    onSuccess: () => endHere(),
  });
  const queryClient = useQueryClient();
  const elsewhere = useMutation({
    mutationFn: () =>
      bodyOf(
        platform.DELETE("/api/users/me/sessions", { params: { query: { keepCurrent: true } } }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: OWN_SESSIONS }),
  });
  const security = useQuery(securityQuery);
  const byPassword = session.signedInBy === "password";

  return (
    <Page title={texts.session.account} says={texts.session.accountSays}>
      <Stack gap="xl">
        <Section title={texts.session.profile}>
          <KeyValue
            entries={[
              [texts.session.name, <OwnName key="name" />],
              [texts.session.email, session.user.email],
              [texts.session.signedInBy, texts.session.signedInByWays[session.signedInBy]],
              [texts.session.rights, rightsOf(session)],
            ]}
          />
        </Section>
        <Section title={texts.session.appearance}>
          <Text id="theme">{texts.session.theme}</Text>
          <Group>
            <SegmentedControl
              aria-labelledby="theme"
              value={colorScheme}
              onChange={setColorScheme}
              data={THEMES.map((value) => ({ value, label: texts.session.themes[value] }))}
            />
          </Group>
          <Switch
            label={texts.session.sequences}
            description={texts.session.sequencesSays}
            checked={sequences}
            onChange={(event) => setSequences(event.currentTarget.checked)}
          />
        </Section>
        <SecuritySection />
        <LinkedAccounts />
        <PersonalKeys />
        {byPassword ? (
          <>
            {security.data?.hasPassword ? (
              <Section title={texts.session.changePassword}>
                <ChangePasswordForm />
              </Section>
            ) : null}
            <Section title={texts.session.sessions}>
              <SessionList />
              <Text c="dimmed">{texts.session.signOutEverywhereSays}</Text>
              {everywhere.isError ? <ProblemAlert error={everywhere.error} /> : null}
              {elsewhere.isError ? <ProblemAlert error={elsewhere.error} /> : null}
              <Group>
                <Button loading={elsewhere.isPending} onClick={() => elsewhere.mutate()}>
                  {texts.session.signOutElsewhere}
                </Button>
                <Button loading={everywhere.isPending} onClick={() => everywhere.mutate()}>
                  {texts.session.signOutEverywhere}
                </Button>
              </Group>
            </Section>
          </>
        ) : null}
      </Stack>
    </Page>
  );
}

function rightsOf(session: ReturnType<typeof useSession>): string {
  const memberships = session.organizations.map(
    ({ name, role }) => `${name}: ${texts.session.roles[role]}`,
  );
  const platformRight = session.platformAdmin ? [texts.session.platformAdministrator] : [];
  return [...platformRight, ...memberships].join(", ") || texts.common.none;
}
