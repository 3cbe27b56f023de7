import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useForget, useMemory } from "./chatQueries";

interface MemoryDialogProps {
  scope: Scope;
  agentId: string;
  onClose: () => void;
}

const words = texts.chat;

/** What an agent remembers of the person, who deletes what they like. */
export function MemoryDialog({ scope, agentId, onClose }: MemoryDialogProps) {
  const memory = useMemory(scope, agentId);
  const forget = useForget(scope, agentId);
  return (
    <Modal opened onClose={onClose} title={words.memory}>
      <Stack>
        <Text c="dimmed">{words.memorySays}</Text>
        {forget.isError ? <ProblemAlert error={forget.error} /> : null}
        <Loaded query={memory}>
          {(facts) =>
            facts.length === 0 ? (
              <Text>{words.noMemory}</Text>
            ) : (
              facts.map(({ id, text }) => (
                <Group key={id} justify="space-between" wrap="nowrap">
                  <Text style={{ overflowWrap: "anywhere" }}>{text}</Text>
                  <Button
                    aria-label={words.forgetFact(text)}
                    loading={forget.isPending && forget.variables === id}
                    onClick={() => forget.mutate(id)}
                  >
                    {words.forget}
                  </Button>
                </Group>
              ))
            )
          }
        </Loaded>
      </Stack>
    </Modal>
  );
}
