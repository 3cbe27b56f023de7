import { Anchor, Group, List, Text } from "@mantine/core";
import type { ValidationReport } from "../api/schema";
import { GLOBAL_SCOPE } from "../api/scope";
import { lastScope } from "../organizations/visited";
import * as texts from "../texts/texts";
import { LinkButton } from "../ui/LinkButton";
import { Section } from "../ui/Section";

interface FileProblemsProps {
  report: ValidationReport;
  isDirty: boolean;
  onLine: (line: number) => void;
}

/** What is wrong with the file, and the workflows in it. */
export function FileProblems({ report, isDirty, onLine }: FileProblemsProps) {
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
      {workflows.length > 0 && isDirty ? (
        <Text size="sm" c="dimmed">
          {texts.code.saveToRun}
        </Text>
      ) : null}
      {isDirty ? null : (
        <Group gap="xs">
          {workflows.map(({ name }) => (
            <LinkButton
              key={name}
              size="xs"
              to="/o/$organization/workflows/$name"
              params={{ organization: lastScope() ?? GLOBAL_SCOPE, name }}
            >
              {texts.code.runIt(name)}
            </LinkButton>
          ))}
        </Group>
      )}
    </Section>
  );
}
