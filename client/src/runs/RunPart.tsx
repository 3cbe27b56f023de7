import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ExecutionRecord } from "../api/schema";
import type { Scope } from "../api/scope";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { partQuery } from "./runQuery";

interface RunPartProps {
  scope: Scope;
  executionId: string;
  part: "input" | "variables";
  children: (record: ExecutionRecord) => ReactNode;
}

/** A part of a run that is asked for when somebody looks at it. */
export function RunPart({ scope, executionId, part, children }: RunPartProps) {
  const record = useQuery(partQuery(scope, executionId, part));
  if (record.isError) {
    return <ProblemAlert error={record.error} onRetry={() => record.refetch()} />;
  }
  return record.data === undefined ? <SkeletonRows rows={3} height={22} /> : children(record.data);
}
