import { Text } from "@mantine/core";
import { TraceTree } from "../builder/inspector/TraceTree";
import type { Reason } from "./fieldXray";

interface XrayReasonProps {
  title: string;
  reason: Reason;
}

/** Why something holds: a sentence, and the parts of the expression with the false one marked. */
export function XrayReason({ title, reason: { says, trace } }: XrayReasonProps) {
  return (
    <div>
      <Text fw={500}>{title}</Text>
      {says === undefined ? null : <Text size="sm">{says}</Text>}
      {trace === undefined ? null : <TraceTree trace={trace} />}
    </div>
  );
}
