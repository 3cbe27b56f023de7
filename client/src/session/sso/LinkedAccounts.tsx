import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { Section } from "../../ui/Section";
import { AccountTable } from "./AccountTable";
import { identitiesQuery } from "./identitiesQuery";

/** The user's accounts at providers: which there are, and what they may link. */
export function LinkedAccounts() {
  const identities = useQuery(identitiesQuery);
  return (
    <Section title={texts.singleSignOn.accounts}>
      <Text c="dimmed">{texts.singleSignOn.accountsSay}</Text>
      <Loaded query={identities} rows={2}>
        {(found) => <AccountTable found={found} />}
      </Loaded>
    </Section>
  );
}
