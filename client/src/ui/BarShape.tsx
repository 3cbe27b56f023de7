import classes from "./BarChart.module.css";
import { type Bar, type BarWords, GAP, HEIGHT, WIDTH } from "./bars";

interface BarShapeProps {
  bar: Bar;
  x: number;
  scale: number;
  says: BarWords["one"];
}

/** One bar of a chart, with its red part. */
export function BarShape({ bar: { label, total, flawed }, x, scale, says }: BarShapeProps) {
  const shape = { x: x + GAP / 2, width: WIDTH - GAP };
  const height = total * scale;
  return (
    <g>
      <title>{says(label, total, flawed)}</title>
      <rect {...shape} className={classes.bar} y={HEIGHT - height} height={height} />
      <rect
        {...shape}
        className={classes.flawed}
        y={HEIGHT - flawed * scale}
        height={flawed * scale}
      />
    </g>
  );
}
