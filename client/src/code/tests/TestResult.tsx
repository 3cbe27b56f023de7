import { Anchor, Badge, Group, List, Text } from "@mantine/core";
import type { AuthorTest } from "../../api/schema";
import * as texts from "../../texts/texts";
import classes from "./TestResult.module.css";

interface TestResultProps {
  test: AuthorTest;
  onOpen: (path: string, line: number | undefined) => void;
}

const COLOURS = { passed: "green", failed: "red", error: "red", skipped: "gray" };

/** How a test ended; of one that failed, why and what it printed. */
export function TestResult({ test, onOpen }: TestResultProps) {
  const { name, file, outcome, message, printed, line } = test;
  const output = [message, printed].filter((text) => text !== "").join("\n");
  const hasFailed = outcome === "failed" || outcome === "error";
  return (
    <List.Item>
      <Group gap="xs">
        <Badge color={COLOURS[outcome]} variant="light">
          {texts.code.testEnds[outcome]}
        </Badge>
        <Anchor
          component="button"
          type="button"
          size="sm"
          className={classes.name}
          onClick={() => onOpen(file, line ?? undefined)}
        >
          {name}
        </Anchor>
        <Text span size="xs" c="dimmed">
          {texts.code.seconds(test.seconds)}
        </Text>
      </Group>
      {output === "" ? null : (
        <details open={hasFailed}>
          <summary>{texts.code.outputOf(name)}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keyboard */}
          <pre className={classes.output} tabIndex={0}>
            {output}
          </pre>
        </details>
      )}
    </List.Item>
  );
}
