import { Button, Chip, Group } from "@mantine/core";
import { useState } from "react";
import * as texts from "../texts/texts";

interface TagFilterProps {
  label: string;
  /** Every tag, the most frequent first. */
  tags: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** What is shown at first. */
const FIRST = 8;

/** Chips that leave the organizations with these tags. */
export function TagFilter({ label, tags, chosen, onChange }: TagFilterProps) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll
    ? tags
    : tags.filter((tag, place) => place < FIRST || chosen.includes(tag));
  if (tags.length === 0) return null;
  return (
    <Group gap="xs" mb="xs" role="group" aria-label={label}>
      <Chip.Group multiple value={[...chosen]} onChange={onChange}>
        {shown.map((tag) => (
          <Chip key={tag} value={tag} size="xs">
            {tag}
          </Chip>
        ))}
      </Chip.Group>
      {shown.length < tags.length ? (
        <Button size="compact-xs" variant="subtle" onClick={() => setShowsAll(true)}>
          {texts.shell.moreTags(tags.length - shown.length)}
        </Button>
      ) : null}
    </Group>
  );
}
