import classes from "./CodeBlock.module.css";
import { CopyButton } from "./CopyButton";

interface CodeBlockProps {
  code: string;
  /** What the code is, for those who cannot see it: `Example for curl`. */
  label: string;
  copyLabel: string;
}

/** A text of a program, with a button that copies it. */
export function CodeBlock({ code, label, copyLabel }: CodeBlockProps) {
  return (
    <div className={classes.block}>
      <div className={classes.copy}>
        <CopyButton value={code} label={copyLabel} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard */}
      <section aria-label={label} tabIndex={0} className={classes.scroll}>
        <pre className={classes.code}>{code}</pre>
      </section>
    </div>
  );
}
