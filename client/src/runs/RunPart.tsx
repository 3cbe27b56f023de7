import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ExecutionRecord } from "../api/schema";
import type { Scope } from "../api/scope";
import { Loaded } from "../ui/Loaded";
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
  return (
    <Loaded query={record} rows={3} height={22}>
      {children}
    </Loaded>
  );
}
