import { useState } from "react";
import type { ValidationReport } from "../api/schema";
import { FileProblems } from "./FileProblems";
import type { OpenFile } from "./openFiles";
import { DraftRun } from "./run/DraftRun";

interface BelowFileProps {
  path: string;
  /** What was found in the file; undefined before, and where it is no Python. */
  report: ValidationReport | undefined;
  open: readonly OpenFile[];
  onLine: (line: number) => void;
}

/** What is wrong with a file, and its workflows, to run as they are in the editor. */
export function BelowFile({ path, report, open, onLine }: BelowFileProps) {
  const [running, setRunning] = useState<string>();
  if (report === undefined) return null;
  const workflow = report.workflows.find(({ name }) => name === running);
  return (
    <>
      <FileProblems
        report={report}
        running={running}
        onLine={onLine}
        onRun={(name) => setRunning(name === running ? undefined : name)}
      />
      {workflow === undefined ? null : (
        <DraftRun key={workflow.name} file={path} workflow={workflow} open={open} />
      )}
    </>
  );
}
