import { List, Stack, Text, UnstyledButton } from "@mantine/core";
import { GLOBAL_SCOPE } from "../api/scope";
import * as texts from "../texts/texts";
import { useProblems } from "../workflows/useProblems";
import classes from "./tree/FileTree.module.css";

interface ProblemsPanelProps {
  onOpen: (path: string, line?: number) => void;
}

/** What is wrong in the saved files of the workspace; each leads to its line. */
export function ProblemsPanel({ onOpen }: ProblemsPanelProps) {
  const problems = useProblems(GLOBAL_SCOPE);
  if (problems.length === 0) return <Text c="dimmed">{texts.code.noProblemsAtAll}</Text>;
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {texts.code.problemsFound(problems.length)}
      </Text>
      <List listStyleType="none" className={classes.list}>
        {problems.map(({ file, line, message }) => (
          <List.Item key={`${file}:${line} ${message}`}>
            <UnstyledButton
              className={classes.name}
              onClick={() => (line === null ? onOpen(file) : onOpen(file, line))}
            >
              <span>
                <Text span size="xs" c="dimmed">
                  {`${line === null ? file : `${file}:${line}`} `}
                </Text>
                {message}
              </span>
            </UnstyledButton>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
