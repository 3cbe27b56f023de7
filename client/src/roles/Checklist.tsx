import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import * as texts from "../texts/texts";
import { FilterInput } from "../ui/FilterInput";
import { matchWords } from "../ui/matchWords";
import { ProblemAlert } from "../ui/ProblemAlert";
import { type Choice, changesOf } from "./choices";

/** Rows that are drawn at once; the others are found by typing. */
const MOST = 100;

interface ChecklistProps {
  label: string;
  filter: string;
  noMatch: string;
  choices: readonly Choice[];
  /** The ids that are chosen on the server. */
  saved: ReadonlySet<string>;
  onSave: (changes: { added: string[]; removed: string[] }) => Promise<unknown>;
}

/** A list to choose from; what changed is saved together. */
export function Checklist(props: ChecklistProps) {
  const { label, filter, noMatch, choices, saved, onSave } = props;
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(saved);
  const changes = changesOf(saved, chosen);
  const count = changes.added.length + changes.removed.length;
  const saving = useMutation({ mutationFn: () => onSave(changes) });
  const found = choices.filter(({ name, also }) => matchWords([name, also], typed));

  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }

  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <FilterInput label={filter} value={typed} onChange={setTyped} />
        <Group gap="xs">
          <Text c="dimmed">{texts.roles.chosen(chosen.size, choices.length)}</Text>
          <Button disabled={count === 0} onClick={() => setChosen(saved)}>
            {texts.roles.undo}
          </Button>
          <Button
            variant="filled"
            disabled={count === 0}
            loading={saving.isPending}
            onClick={() => saving.mutate()}
          >
            {texts.roles.saveChanges(count)}
          </Button>
        </Group>
      </Group>
      {saving.isError ? <ProblemAlert error={saving.error} /> : null}
      {found.length === 0 ? <Text c="dimmed">{noMatch}</Text> : null}
      <Stack component="fieldset" gap="xs" aria-label={label} bd={0} p={0} m={0}>
        {found.slice(0, MOST).map(({ id, name, also }) => (
          <Checkbox
            key={id}
            label={name}
            description={also}
            checked={chosen.has(id)}
            onChange={() => toggle(id)}
          />
        ))}
      </Stack>
      {found.length > MOST ? <Text c="dimmed">{texts.roles.more(found.length - MOST)}</Text> : null}
    </Stack>
  );
}
