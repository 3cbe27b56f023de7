import { Anchor, Button, Group, List, Text } from "@mantine/core";
import Play from "lucide-react/icons/play";
import type { ValidationReport } from "../api/schema";
import * as texts from "../texts/texts";
import { Section } from "../ui/Section";

interface FileProblemsProps {
  report: ValidationReport;
  /** The workflow that is open to be run. */
  running: string | undefined;
  onLine: (line: number) => void;
  onRun: (workflow: string) => void;
}

/** What is wrong with the file, and the workflows in it. */
export function FileProblems({ report, running, onLine, onRun }: FileProblemsProps) {
  const { issues, workflows } = report;
  return (
    <Section title={texts.code.problems}>
      {issues.length === 0 ? (
        <Text size="sm" c="dimmed" role="status">
          {texts.code.noProblems}
        </Text>
      ) : (
        <div role="status">
          <List size="sm">
            {issues.map(({ line, message, severity }) => (
              <List.Item key={`${line} ${message}`} c={severity === "error" ? "error" : "inherit"}>
                {line === null ? null : (
                  <Anchor
                    component="button"
                    type="button"
                    size="sm"
                    underline="always"
                    onClick={() => onLine(line)}
                  >
                    {texts.code.line(line)}
                  </Anchor>
                )}
                {`${line === null ? "" : ": "}${message}`}
              </List.Item>
            ))}
          </List>
        </div>
      )}
      <Group gap="xs">
        {workflows.map(({ name }) => (
          <Button
            key={name}
            size="xs"
            aria-expanded={name === running}
            leftSection={<Play size={12} aria-hidden />}
            onClick={() => onRun(name)}
          >
            {texts.code.runIt(name)}
          </Button>
        ))}
      </Group>
    </Section>
  );
}
