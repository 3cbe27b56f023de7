import { Button, Group, List, Stack, Text } from "@mantine/core";
import FlaskConical from "lucide-react/icons/flask-conical";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { Section } from "../../ui/Section";
import type { OpenFile } from "../openFiles";
import { TestResult } from "./TestResult";
import { countsOf } from "./testCounts";
import { useTestRun } from "./useTestRun";

interface TestRunProps {
  path: string;
  open: readonly OpenFile[];
  onOpen: (path: string, line: number | undefined) => void;
}

/** The tests of a file: how each ends with the texts of the editor. */
export function TestRun({ path, open, onOpen }: TestRunProps) {
  const run = useTestRun(path, open);
  const report = run.data;
  return (
    <Section title={texts.code.tests}>
      <Stack gap="xs">
        <Group gap="sm">
          <Button
            size="xs"
            leftSection={<FlaskConical size={12} aria-hidden />}
            loading={run.isPending}
            onClick={() => run.mutate()}
          >
            {texts.code.runTests}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {report === undefined ? texts.code.testsSay : texts.code.testCounts(countsOf(report))}
          </Text>
        </Group>
        {run.isError ? <ProblemAlert error={run.error} /> : null}
        {report?.reason ? <Text size="sm">{report.reason}</Text> : null}
        {report === undefined || report.tests.length === 0 ? null : (
          <List listStyleType="none" spacing={4} size="sm" aria-label={texts.code.tests}>
            {report.tests.map((test) => (
              <TestResult key={`${test.file} ${test.name}`} test={test} onOpen={onOpen} />
            ))}
          </List>
        )}
      </Stack>
    </Section>
  );
}
