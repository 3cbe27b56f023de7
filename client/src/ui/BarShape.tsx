import classes from "./BarChart.module.css";
import { type Bar, type BarWords, GAP, HEIGHT, WIDTH } from "./bars";

interface BarShapeProps {
  bar: Bar;
  x: number;
  scale: number;
  words: BarWords;
}

/** One bar of a chart, with its red part. */
export function BarShape({ bar: { label, total, flawed }, x, scale, words }: BarShapeProps) {
  const shape = { x: x + GAP / 2, width: WIDTH - GAP };
  const height = total * scale;
  return (
    <g>
      <title>{words.one(label, total, flawed)}</title>
      <rect {...shape} className={classes.bar} y={HEIGHT - height} height={height} />
      <rect
        {...shape}
        className={words.isPartFine ? classes.part : classes.flawed}
        y={HEIGHT - flawed * scale}
        height={flawed * scale}
      />
    </g>
  );
}
