export interface Bar {
  /** What the bar is about, such as a day. */
  label: string;
  total: number;
  /** How many of them the red part of the bar counts. */
  flawed: number;
}

/** The units of a chart's drawing: its height, the width of a bar with its gap, and the gap. */
export const HEIGHT = 100;
export const WIDTH = 10;
export const GAP = 2;

/** What a chart says where its bars are no counts of runs. */
export interface BarWords {
  all: (sum: number, flawed: number, most: number) => string;
  one: (label: string, total: number, flawed: number) => string;
  amount: (value: number) => string;
  /** Whether the part that is counted apart is no failure, so that it is grey and not red. */
  isPartFine?: boolean;
}
