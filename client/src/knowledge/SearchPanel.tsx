import { Button, Group, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useSearch } from "./knowledgeQueries";
import { Passage } from "./Passage";

interface SearchPanelProps {
  scope: Scope;
}

const words = texts.knowledge;

/** Asks a question, and shows the passages that say most about it. */
export function SearchPanel({ scope }: SearchPanelProps) {
  const search = useSearch(scope);

  function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    search.mutate(String(new FormData(event.currentTarget).get("question") ?? ""));
  }

  const found = search.data?.passages;
  return (
    <Stack>
      <form onSubmit={ask}>
        <Group align="flex-end" gap="xs">
          <TextInput name="question" label={words.question} required maxLength={4000} flex={1} />
          <Button type="submit" loading={search.isPending}>
            {words.find}
          </Button>
        </Group>
      </form>
      {search.isError ? <ProblemAlert error={search.error} /> : null}
      {found?.length === 0 ? (
        <EmptyState title={words.noPassages} says={words.noPassagesSays} />
      ) : null}
      {found?.map((passage) => (
        <Passage key={passage.number} passage={passage} />
      ))}
    </Stack>
  );
}
