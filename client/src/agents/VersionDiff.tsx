import { Stack, Text } from "@mantine/core";
import type { Agent } from "../api/schema";
import * as texts from "../texts/texts";
import { SideBySide } from "../ui/SideBySide";
import { differences } from "./agentDifferences";

interface VersionDiffProps {
  before: Agent;
  now: Agent;
}

const words = texts.agents;

/** What is otherwise in an older version, side by side. */
export function VersionDiff({ before, now }: VersionDiffProps) {
  const found = differences(before, now);
  if (found.length === 0) return <Text>{words.same}</Text>;
  return (
    <Stack>
      {found.map(({ name, before: was, now: is }) => (
        <div key={name}>
          <Text fw={600}>{words.fields[name]}</Text>
          <SideBySide
            sides={[
              { key: "before", label: words.versionOf(before.version), text: was },
              { key: "now", label: words.versionNow(now.version), text: is },
            ]}
          />
        </div>
      ))}
    </Stack>
  );
}
