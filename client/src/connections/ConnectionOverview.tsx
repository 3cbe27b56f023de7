import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Section } from "../ui/Section";
import { ConnectionHealthFacts } from "./ConnectionHealthFacts";
import { connectionQuery, healthQuery } from "./connectionQueries";
import { TrialForm } from "./TrialForm";

interface ConnectionOverviewProps {
  name: string;
}

/** How a connection fares in words, and a test call. */
export function ConnectionOverview({ name }: ConnectionOverviewProps) {
  const scope = useScope();
  const health = useQuery(healthQuery(scope, name));
  const connection = useQuery(connectionQuery(scope, name));
  // Both are shown at once: otherwise what is there would move when the other one comes.
  return (
    <Loaded query={connection} rows={8} height={24}>
      {(known) => (
        <Loaded query={health} rows={8} height={24}>
          {(found) => (
            <Stack gap="xl">
              <ConnectionHealthFacts health={found} connection={known} />
              <Section title={texts.connections.test}>
                <TrialForm name={name} />
              </Section>
            </Stack>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
