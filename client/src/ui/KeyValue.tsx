import type { ReactNode } from "react";
import classes from "./KeyValue.module.css";

interface KeyValueProps {
  entries: readonly (readonly [string, ReactNode])[];
}

/** Facts as a list of terms and their values. */
export function KeyValue({ entries }: KeyValueProps) {
  return (
    <dl className={classes.list}>
      {entries.map(([term, value]) => (
        <div key={term} className={classes.entry}>
          <dt className={classes.term}>{term}</dt>
          <dd className={classes.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
