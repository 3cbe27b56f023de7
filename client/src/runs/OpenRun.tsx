import { Tabs } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import type { ExecutionRecord } from "../api/schema";
import { useMay } from "../session/useMay";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Deferred } from "../ui/Deferred";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { AttemptList } from "./AttemptList";
import { attemptOf } from "./attempts";
import { RunChanges } from "./changes/RunChanges";
import { LogLines } from "./LogLines";
import { RelatedRuns } from "./RelatedRuns";
import { ResultView } from "./ResultView";
import { RunActions } from "./RunActions";
import { RunError } from "./RunError";
import { RunFacts } from "./RunFacts";
import { RunInput } from "./RunInput";
import { RunPart } from "./RunPart";
import { RunVariables } from "./RunVariables";
import { hasFailed } from "./statuses";
import { useLiveRun } from "./useLiveRun";

interface OpenRunProps {
  record: ExecutionRecord;
}

/** A run whose record is there: its head, and its parts in tabs. */
export function OpenRun({ record }: OpenRunProps) {
  const scope = useScope();
  const live = useLiveRun(scope, record.executionId);
  const marked = markedLine(useLocation().hash);
  // The record is read again when the run has ended; until then its status is that of the stream.
  const run = live.summary === undefined || live.isOver ? record : { ...record, ...live.summary };
  const attempt = attemptOf(run);
  // Of a run that failed, the log tells more than the result.
  const opensLog = marked !== undefined || hasFailed(record.status);
  const may = useMay();
  const mayHaveVariables = may("runs.readAll") && hasFailed(run.status);
  const mayCompare = mayHaveVariables && may("audit.read");
  return (
    <Page
      title={record.workflowName}
      says={<RunFacts scope={scope} run={run} />}
      action={<RunActions scope={scope} run={run} />}
    >
      <RunError run={run} />
      {live.error === undefined ? null : <ProblemAlert error={live.error} />}
      <Tabs defaultValue={opensLog ? "log" : "result"} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="result">{texts.runs.result}</Tabs.Tab>
          <Tabs.Tab value="log">{texts.runs.logCount(live.lines.length)}</Tabs.Tab>
          <Tabs.Tab value="input">{texts.runs.input}</Tabs.Tab>
          {mayHaveVariables ? <Tabs.Tab value="variables">{texts.runs.variables}</Tabs.Tab> : null}
          {mayCompare ? <Tabs.Tab value="changes">{texts.runs.changes}</Tabs.Tab> : null}
          {attempt > 1 ? <Tabs.Tab value="attempts">{texts.runs.attempts}</Tabs.Tab> : null}
          <Tabs.Tab value="related">{texts.runs.related}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="result" pt="md">
          <ResultView scope={scope} run={run} order={2} />
        </Tabs.Panel>
        <Tabs.Panel value="log" pt="md">
          <Deferred>
            <LogLines
              order={2}
              lines={live.lines}
              isOver={live.isOver}
              marked={marked}
              fileName={record.executionId}
            />
          </Deferred>
        </Tabs.Panel>
        <Tabs.Panel value="input" pt="md">
          <RunPart scope={scope} executionId={run.executionId} part="input">
            {(found) => <RunInput record={found} />}
          </RunPart>
        </Tabs.Panel>
        <Tabs.Panel value="variables" pt="md">
          <RunPart scope={scope} executionId={run.executionId} part="variables">
            {(found) => <RunVariables record={found} />}
          </RunPart>
        </Tabs.Panel>
        <Tabs.Panel value="changes" pt="md">
          <RunPart scope={scope} executionId={run.executionId} part="input">
            {(found) => <RunChanges scope={scope} run={found} />}
          </RunPart>
        </Tabs.Panel>
        <Tabs.Panel value="attempts" pt="md">
          <AttemptList attempts={record.attempts} />
        </Tabs.Panel>
        <Tabs.Panel value="related" pt="md">
          <RelatedRuns scope={scope} run={record} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** The number of the line in an address such as `…#L120`. */
function markedLine(hash: string): number | undefined {
  const match = /^#?L(\d{1,6})$/.exec(hash);
  return match === null ? undefined : Number(match[1]);
}
