import { Badge } from "@mantine/core";
import * as texts from "../../../texts/texts";
import type { Trace } from "../../expressions/trace";

/** What a part comes to. */
export function TraceVerdict({ trace: { decides, error, holds } }: { trace: Trace }) {
  if (!decides) return <Badge variant="default">{texts.builder.partUnasked}</Badge>;
  if (error !== undefined) {
    return (
      <Badge color="yellow" title={error}>
        {texts.builder.partFailed}
      </Badge>
    );
  }
  return holds ? (
    <Badge color="green">{texts.builder.partTrue}</Badge>
  ) : (
    <Badge color="red">{texts.builder.partFalse}</Badge>
  );
}
