import { Alert, Code, List } from "@mantine/core";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ProblemView } from "../api/schema";
import * as texts from "../texts/texts";

interface ProblemListProps {
  problems: readonly ProblemView[];
}

/** Files and functions of the workspace that are left out, each with its reason. */
export function ProblemList({ problems }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <Alert
      color="yellow"
      icon={<TriangleAlert aria-hidden />}
      title={texts.workflows.problems(problems.length)}
    >
      <List size="sm">
        {problems.map(({ file, line, message }) => (
          <List.Item key={`${file}:${line} ${message}`}>
            <Code>{line === null ? file : `${file}:${line}`}</Code> {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
