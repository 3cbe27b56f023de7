import { Group, Switch, Text } from "@mantine/core";
import { useState } from "react";
import * as texts from "../texts/texts";
import classes from "./BarChart.module.css";
import { BarShape } from "./BarShape";
import { type Bar, type BarWords, HEIGHT, WIDTH } from "./bars";
import { NumberTable } from "./NumberTable";

interface BarChartProps {
  label: string;
  bars: readonly Bar[];
  /** The headings of the table: of labels, of totals, and of the red part. */
  headings: readonly [string, string, string];
  words?: BarWords;
}

const COUNTS: BarWords = {
  all: (sum, flawed, most) => texts.home.barsSay(sum, flawed, most),
  one: (label, total, flawed) => texts.home.barSays(label, total, flawed),
  amount: String,
};

/** Bars, with a red part; the same numbers are a table for those who prefer one. */
export function BarChart({ label, bars, headings, words = COUNTS }: BarChartProps) {
  const [isTable, setIsTable] = useState(false);
  const most = Math.max(1, ...bars.map(({ total }) => total));
  const sum = bars.reduce((total, bar) => total + bar.total, 0);
  const flawed = bars.reduce((total, bar) => total + bar.flawed, 0);
  const says = words.all(sum, flawed, most);
  return (
    <div>
      <Group justify="space-between" gap="xs" mb="xs">
        <Text c="dimmed">{says}</Text>
        <Switch
          label={texts.home.asTable}
          checked={isTable}
          onChange={({ currentTarget: { checked } }) => setIsTable(checked)}
        />
      </Group>
      {isTable ? (
        <NumberTable label={label} bars={bars} headings={headings} amount={words.amount} />
      ) : (
        <svg
          role="img"
          aria-label={`${label}: ${says}`}
          className={classes.chart}
          viewBox={`0 0 ${bars.length * WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
        >
          {bars.map((bar, at) => (
            <BarShape
              key={bar.label}
              bar={bar}
              x={at * WIDTH}
              scale={(HEIGHT - 2) / most}
              words={words}
            />
          ))}
          <line
            className={classes.line}
            x1={0}
            x2={bars.length * WIDTH}
            y1={HEIGHT - 1}
            y2={HEIGHT - 1}
          />
        </svg>
      )}
    </div>
  );
}
