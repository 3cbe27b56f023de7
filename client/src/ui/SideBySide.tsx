import type { ReactNode } from "react";
import classes from "./SideBySide.module.css";

export interface Side {
  key: string;
  /** Whose it is, or how it is chosen. */
  label: ReactNode;
  text: string;
}

interface SideBySideProps {
  sides: readonly Side[];
}

/** Versions of one text beside each other; below each other where there is no room. */
export function SideBySide({ sides }: SideBySideProps) {
  return (
    <div className={classes.sides}>
      {sides.map(({ key, label, text }) => (
        <div key={key} className={classes.side}>
          {label}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keyboard */}
          <pre className={classes.value} tabIndex={0}>
            {text}
          </pre>
        </div>
      ))}
    </div>
  );
}
