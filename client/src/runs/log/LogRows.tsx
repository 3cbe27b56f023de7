import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useEffectEvent } from "react";
import { LogLine } from "./LogLine";
import classes from "./LogRows.module.css";
import type { NumberedLine } from "./logFilter";

interface LogRowsProps {
  lines: readonly NumberedLine[];
  scroller: RefObject<HTMLDivElement | null>;
  /** The line that the address names: it is scrolled to, and marked. */
  marked: number | undefined;
}

const LINE_HEIGHT = 24;
/** Until its height is known: that of 28 rem, which the style allows. */
const HEIGHT = 448;

/** The lines in sight, and a few around them: no others exist on the page. */
export function LogRows({ lines, scroller, marked }: LogRowsProps) {
  const place = marked === undefined ? -1 : lines.findIndex(({ number }) => number === marked);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 8,
    initialRect: { width: 0, height: HEIGHT },
    // A log is followed: what is drawn at first is its end, or the line that is asked for.
    initialOffset: () => offsetOf(place < 0 ? lines.length : place),
    useFlushSync: false,
  });
  const scrollToMarked = useEffectEvent(() => rows.scrollToIndex(place, { align: "center" }));

  useEffect(() => {
    if (place >= 0) scrollToMarked();
  }, [place]);

  return (
    <div className={classes.lines} style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const line = lines[index];
        return line === undefined ? null : (
          <div
            key={key}
            ref={rows.measureElement}
            data-index={index}
            className={classes.line}
            style={{ transform: `translateY(${start}px)` }}
          >
            <LogLine line={line} isMarked={line.number === marked} />
          </div>
        );
      })}
    </div>
  );
}

function offsetOf(place: number): number {
  return Math.max(0, place * LINE_HEIGHT - HEIGHT);
}
