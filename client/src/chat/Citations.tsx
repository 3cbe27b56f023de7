import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { Citation } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { CitedPassage } from "./CitedPassage";

interface CitationsProps {
  scope: Scope;
  citations: readonly Citation[];
}

const words = texts.chat;

/** The passages that an answer cites; each opens where it is in its document. */
export function Citations({ scope, citations }: CitationsProps) {
  const [opened, setOpened] = useState<Citation>();
  return (
    <>
      {citations.length === 0 ? null : (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {words.sources}
          </Text>
          {citations.map((citation) => (
            <Button
              key={citation.number}
              size="compact-sm"
              variant="light"
              onClick={() => setOpened(citation)}
            >
              {words.cited(citation.number, citation.document)}
            </Button>
          ))}
        </Group>
      )}
      {opened === undefined ? null : (
        <CitedPassage scope={scope} citation={opened} onClose={() => setOpened(undefined)} />
      )}
    </>
  );
}
