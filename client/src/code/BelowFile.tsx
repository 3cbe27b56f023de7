import { useState } from "react";
import type { ValidationReport } from "../api/schema";
import { FileProblems } from "./FileProblems";
import type { OpenFile } from "./openFiles";
import { DraftRun } from "./run/DraftRun";
import { TestRun } from "./tests/TestRun";

interface BelowFileProps {
  path: string;
  /** What was found in the file; undefined before, and where it is no Python. */
  report: ValidationReport | undefined;
  open: readonly OpenFile[];
  onOpen: (path: string, line: number | undefined) => void;
}

/** What is wrong with a file, its workflows to run as they are in the editor, and its tests. */
export function BelowFile({ path, report, open, onOpen }: BelowFileProps) {
  const [running, setRunning] = useState<string>();
  if (report === undefined) return null;
  const workflow = report.workflows.find(({ name }) => name === running);
  return (
    <>
      <FileProblems
        report={report}
        running={running}
        onLine={(line) => onOpen(path, line)}
        onRun={(name) => setRunning(name === running ? undefined : name)}
      />
      {workflow === undefined ? null : (
        <DraftRun key={workflow.name} file={path} workflow={workflow} open={open} />
      )}
      <TestRun path={path} open={open} onOpen={onOpen} />
    </>
  );
}
