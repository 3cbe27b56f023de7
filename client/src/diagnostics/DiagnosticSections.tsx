import { SimpleGrid, Stack } from "@mantine/core";
import type { Diagnostics } from "../api/schema";
import * as texts from "../texts/texts";
import { Section } from "../ui/Section";
import { CareNote } from "./CareNote";
import { DependencyTable } from "./DependencyTable";
import { PlatformFacts } from "./PlatformFacts";
import { QueueTable } from "./QueueTable";
import { StuckRuns } from "./StuckRuns";
import { WallTable } from "./WallTable";

interface DiagnosticSectionsProps {
  state: Diagnostics;
}

const words = texts.diagnostics;

/** What needs care first, then each part of the platform. */
export function DiagnosticSections({ state }: DiagnosticSectionsProps) {
  return (
    <Stack gap="xl">
      <CareNote state={state} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl" verticalSpacing="xl">
        <Section title={words.platform}>
          <PlatformFacts state={state} />
        </Section>
        <Section title={words.dependencies}>
          <DependencyTable dependencies={state.dependencies.dependencies} />
        </Section>
      </SimpleGrid>
      <Section title={words.queues}>
        <QueueTable queues={state.queues} />
      </Section>
      <Section title={words.stuck}>
        <StuckRuns runs={state.stuck} />
      </Section>
      <Section title={words.walls}>
        <WallTable walls={state.isolation} />
      </Section>
    </Stack>
  );
}
