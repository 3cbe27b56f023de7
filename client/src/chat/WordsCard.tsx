import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useAnswer } from "./chatQueries";
import type { LiveTool } from "./turnFrames";

interface WordsCardProps {
  scope: Scope;
  tool: Pick<LiveTool, "text" | "options">;
  questionId: string;
}

const words = texts.chat;

/** What the agent asks in words, with the answers that it offers. */
export function WordsCard({ scope, tool, questionId }: WordsCardProps) {
  const answer = useAnswer(scope, questionId);
  const [said, setSaid] = useState("");

  function reply(event: FormEvent) {
    event.preventDefault();
    answer.mutate(said);
  }

  return (
    <Stack gap="xs">
      <Text fw={600}>{tool.text}</Text>
      <Group gap="xs">
        {(tool.options ?? []).map((option) => (
          <Button
            key={option}
            disabled={answer.isPending || answer.isSuccess}
            onClick={() => answer.mutate(option)}
          >
            {option}
          </Button>
        ))}
      </Group>
      <form onSubmit={reply}>
        <Group gap="xs" align="flex-end">
          <TextInput
            label={words.answer}
            value={said}
            maxLength={8000}
            onChange={(event) => setSaid(event.currentTarget.value)}
          />
          <Button
            type="submit"
            loading={answer.isPending}
            disabled={said.trim() === "" || answer.isSuccess}
          >
            {words.reply}
          </Button>
        </Group>
      </form>
      {answer.isError ? <ProblemAlert error={answer.error} /> : null}
    </Stack>
  );
}
