import { Paper, SimpleGrid, Text } from "@mantine/core";
import type { Glance } from "../api/schema";
import type { Scope } from "../api/scope";
import { useMay } from "../session/useMay";
import * as texts from "../texts/texts";
import { TextLink } from "../ui/TextLink";

interface GlanceNumbersProps {
  scope: Scope;
  glance: Glance;
}

const words = texts.home;

/** The last 24 hours and what needs care, as numbers that lead to the lists that they count. */
export function GlanceNumbers({ scope, glance }: GlanceNumbersProps) {
  const may = useMay();
  const params = { organization: scope };
  const { runs, failed, live, connections, deadLetters } = glance;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
      <Paper withBorder p="sm">
        <Text c="dimmed">{words.runsOfDay}</Text>
        <TextLink
          to="/o/$organization/runs"
          params={params}
          search={{ time: "day" }}
          size="xl"
          fw={600}
          aria-label={words.numberOf(words.runsOfDay, runs)}
        >
          {runs}
        </TextLink>
      </Paper>
      <Paper withBorder p="sm">
        <Text c="dimmed">{words.failedOfDay}</Text>
        <TextLink
          to="/o/$organization/runs"
          params={params}
          search={{ time: "day", status: ["failed"] }}
          size="xl"
          fw={600}
          aria-label={words.numberOf(words.failedOfDay, failed)}
        >
          {failed}
        </TextLink>
      </Paper>
      <Paper withBorder p="sm">
        <Text c="dimmed">{words.live}</Text>
        <TextLink
          to="/o/$organization/runs"
          params={params}
          search={{ status: ["live"] }}
          size="xl"
          fw={600}
          aria-label={words.numberOf(words.live, live)}
        >
          {live}
        </TextLink>
      </Paper>
      {may("connections.manage") ? (
        <Paper withBorder p="sm">
          <Text c="dimmed">{words.connections}</Text>
          <TextLink
            to="/o/$organization/connections"
            params={params}
            search={{ attention: true }}
            size="xl"
            fw={600}
            aria-label={words.numberOf(words.connections, connections)}
          >
            {connections}
          </TextLink>
        </Paper>
      ) : null}
      {may("deadLetters.manage") ? (
        <Paper withBorder p="sm">
          <Text c="dimmed">{words.deadLetters}</Text>
          <TextLink
            to="/o/$organization/dead-letters"
            params={params}
            size="xl"
            fw={600}
            aria-label={words.numberOf(words.deadLetters, deadLetters)}
          >
            {deadLetters}
          </TextLink>
        </Paper>
      ) : null}
    </SimpleGrid>
  );
}
