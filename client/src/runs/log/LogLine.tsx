import { memo } from "react";
import * as texts from "../../texts/texts";
import { ansiParts } from "./ansi";
import classes from "./LogLine.module.css";
import type { NumberedLine } from "./logFilter";

interface LogLineProps {
  line: NumberedLine;
  isMarked: boolean;
}

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/**
 * One line: its number, which is a link to it, the time, the level, the text with its colours. Plain
 * elements: dozens of lines are drawn while somebody scrolls.
 */
export const LogLine = memo(function LogLine({ line, isMarked }: LogLineProps) {
  const { number, timestamp, level, message } = line;
  return (
    <div className={classes.line} data-marked={isMarked || undefined}>
      <a href={`#L${number}`} className={classes.number} aria-label={texts.runs.line(number)}>
        {number}
      </a>
      <time dateTime={timestamp} className={classes.time}>
        {clock.format(new Date(timestamp))}
      </time>
      <span className={classes.level} data-level={level.toLowerCase()}>
        {level.toUpperCase()}
      </span>
      <span className={classes.text}>
        {ansiParts(message).map(({ text, color, isBold }, place) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never change
            key={place}
            data-bold={isBold || undefined}
            {...(color === undefined ? {} : { className: classes.colored, style: shades(color) })}
          >
            {text}
          </span>
        ))}
      </span>
    </div>
  );
});

/** A dark shade on light ground, and a light one on dark ground. */
function shades(color: string): Record<string, string> {
  return {
    "--ansi-dark": `var(--mantine-color-${color}-9)`,
    "--ansi-light": `var(--mantine-color-${color}-4)`,
  };
}
