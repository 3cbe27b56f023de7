import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { Section } from "../../ui/Section";
import { SkeletonRows } from "../../ui/SkeletonRows";
import { FactorList } from "./FactorList";
import { securityQuery } from "./securityQuery";

/** The user's second factors: their state, and what they may change. */
export function SecuritySection() {
  const security = useQuery(securityQuery);
  return (
    <Section title={texts.security.title}>
      <Text c="dimmed">{texts.security.says}</Text>
      {security.isPending ? <SkeletonRows rows={2} /> : null}
      {security.isError ? (
        <ProblemAlert error={security.error} onRetry={() => security.refetch()} />
      ) : null}
      {security.data === undefined ? null : <FactorList security={security.data} />}
    </Section>
  );
}
