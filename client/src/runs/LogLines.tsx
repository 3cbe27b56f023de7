import { Button, Chip, Group, Stack, Text, Title } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import * as texts from "../texts/texts";
import { CopyButton } from "../ui/CopyButton";
import { download } from "../ui/download";
import { FilterInput } from "../ui/FilterInput";
import classes from "./LogLines.module.css";
import { LogRows } from "./log/LogRows";
import { filteredLines, levelCounts, logText, type NumberedLine } from "./log/logFilter";
import { useFollowing } from "./log/useFollowing";

interface LogLinesProps {
  lines: readonly NumberedLine[];
  /** Whether no more lines come. */
  isOver: boolean;
  /** The line that the address names: it is scrolled to, and marked. */
  marked?: number | undefined;
  fileName?: string;
  /** The level of its title among the titles around it. */
  order?: 2 | 3;
}

/** The lines of a run. Only those in sight exist on the page, and new ones are followed. */
export function LogLines({ lines, isOver, marked, fileName = "run", order = 3 }: LogLinesProps) {
  const [levels, setLevels] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => filteredLines(lines, levels, typed), [lines, levels, typed]);
  const counts = useMemo(() => levelCounts(lines), [lines]);
  const following = useFollowing(scroller, shown.length, marked === undefined);

  function toggle(level: string) {
    const chosen = new Set(levels);
    if (!chosen.delete(level)) chosen.add(level);
    setLevels(chosen);
  }

  return (
    <Stack gap="xs" component="section" aria-label={texts.runs.log}>
      <Group justify="space-between">
        <Title order={order} size="h3">
          {texts.runs.log}
        </Title>
        {lines.length === 0 ? null : (
          <Group gap={4}>
            <CopyButton value={() => logText(shown)} label={texts.runs.copyLog} />
            <Button
              size="xs"
              onClick={() => download(`${fileName}.log`, logText(shown), "text/plain")}
            >
              {texts.runs.saveLog}
            </Button>
          </Group>
        )}
      </Group>
      {lines.length === 0 ? (
        <Text c="dimmed">{isOver ? texts.runs.noLines : texts.runs.noLinesYet}</Text>
      ) : (
        <>
          <Group gap="xs">
            <FilterInput label={texts.runs.filterLines} value={typed} onChange={setTyped} />
            {counts.map(([level, count]) => (
              <Chip
                key={level}
                size="xs"
                checked={levels.has(level)}
                onChange={() => toggle(level)}
              >
                {texts.runs.levelCount(level, count)}
              </Chip>
            ))}
          </Group>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard */}
          <div ref={scroller} className={classes.scroller} tabIndex={0} role="log" aria-live="off">
            <LogRows lines={shown} scroller={scroller} marked={marked} />
          </div>
          {following.unseen === 0 ? null : (
            <Button size="xs" onClick={following.resume}>
              {texts.runs.newLines(following.unseen)}
            </Button>
          )}
        </>
      )}
    </Stack>
  );
}
