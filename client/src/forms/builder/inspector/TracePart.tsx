import type { Trace } from "../../expressions/trace";
import classes from "./TraceTree.module.css";
import { TraceVerdict } from "./TraceVerdict";

/** A part of an expression, with the parts that it is made of. */
export function TracePart({ trace }: { trace: Trace }) {
  const { text, kind, value, parts, decides, holds } = trace;
  const isRead = parts.length === 0 && typeof value !== "boolean" && trace.error === undefined;
  const isGuilty = decides && !holds && kind === "value" && !isRead;
  return (
    <li>
      <div className={classes.part} data-guilty={isGuilty || undefined}>
        <code className={classes.code}>{text}</code>
        {isRead ? (
          <code>{`= ${JSON.stringify(value) ?? "undefined"}`}</code>
        ) : (
          <TraceVerdict trace={trace} />
        )}
      </div>
      {parts.length > 0 ? (
        <ul className={classes.list}>
          {parts.map((part, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts may be alike, and do not move
            <TracePart key={place} trace={part} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}
