import { Badge, Group, Paper, Text } from "@mantine/core";
import type { PassageView } from "../api/schema";
import * as texts from "../texts/texts";

const words = texts.knowledge;

interface PassageProps {
  passage: PassageView;
}

/** A passage that was found, and where it is. */
export function Passage({ passage }: PassageProps) {
  const { number, document, namespace, heading, text, trusted } = passage;
  return (
    <Paper component="article" withBorder p="sm">
      <Group gap="xs">
        <Text fw={600}>{words.passage(number, document)}</Text>
        <Text c="dimmed">{words.place(namespace, heading)}</Text>
        {trusted ? null : <Badge color="yellow">{words.untrusted}</Badge>}
      </Group>
      <Text style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{text}</Text>
    </Paper>
  );
}
