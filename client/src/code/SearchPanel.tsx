import {
  Alert,
  Button,
  Checkbox,
  Group,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { bodyOf, platform } from "../api/client";
import type { SearchRequest } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import classes from "./tree/FileTree.module.css";

interface SearchPanelProps {
  onOpen: (path: string, line: number) => void;
}

/** Searches all files; a match opens its line. */
export function SearchPanel({ onOpen }: SearchPanelProps) {
  const [asked, setAsked] = useState({ query: "", regex: false, caseSensitive: false });
  const found = useMutation({
    mutationFn: (body: SearchRequest) => bodyOf(platform.POST("/api/editor/search", { body })),
  });

  function send(event: FormEvent) {
    event.preventDefault();
    if (asked.query !== "") found.mutate({ ...asked, filePattern: "**/*", maxResults: 200 });
  }

  return (
    <Stack gap="xs">
      <form onSubmit={send}>
        <Stack gap="xs">
          <TextInput
            type="search"
            label={texts.code.searchFor}
            value={asked.query}
            onChange={(event) => setAsked({ ...asked, query: event.currentTarget.value })}
          />
          <Group gap="md">
            <Checkbox
              label={texts.code.isPattern}
              checked={asked.regex}
              onChange={(event) => setAsked({ ...asked, regex: event.currentTarget.checked })}
            />
            <Checkbox
              label={texts.code.isCaseSensitive}
              checked={asked.caseSensitive}
              onChange={(event) =>
                setAsked({ ...asked, caseSensitive: event.currentTarget.checked })
              }
            />
          </Group>
          <div>
            <Button type="submit" size="xs" loading={found.isPending}>
              {texts.code.searchIt}
            </Button>
          </div>
        </Stack>
      </form>
      {found.isError ? <ProblemAlert error={found.error} /> : null}
      {found.data === undefined ? null : (
        <>
          <Text size="sm" role="status">
            {texts.code.found(found.data.totalMatches, found.data.filesSearched)}
          </Text>
          {found.data.truncated ? <Alert color="yellow">{texts.code.truncated}</Alert> : null}
          <ul className={classes.list}>
            {found.data.results.map(({ filePath, line, column, matchText }) => (
              <li key={`${filePath} ${line} ${column}`}>
                <UnstyledButton className={classes.name} onClick={() => onOpen(filePath, line)}>
                  <span>
                    <Text span size="xs" c="dimmed">{`${filePath}:${line} `}</Text>
                    <code>{matchText.trim()}</code>
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </Stack>
  );
}
