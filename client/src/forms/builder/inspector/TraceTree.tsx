import * as texts from "../../../texts/texts";
import type { Trace } from "../../expressions/trace";
import { TracePart } from "./TracePart";
import classes from "./TraceTree.module.css";

interface TraceTreeProps {
  trace: Trace;
}

/** The parts of an expression with what each comes to; the one that makes it false is marked. */
export function TraceTree({ trace }: TraceTreeProps) {
  return (
    <ul className={classes.list} aria-label={texts.builder.parts}>
      <TracePart trace={trace} />
    </ul>
  );
}
