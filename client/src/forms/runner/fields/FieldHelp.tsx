import type { ReactNode } from "react";
import classes from "./FieldHelp.module.css";

interface FieldHelpProps {
  help: string | null | undefined;
  hint: ReactNode;
  notice: string | undefined;
}

/** The author's help, a hint about the input, and a notice that comes while the form is filled in. */
export function FieldHelp({ help, hint, notice }: FieldHelpProps) {
  return (
    <>
      {help ? <span className={classes.line}>{help}</span> : null}
      {hint ? <span className={classes.line}>{hint}</span> : null}
      <span role="status" className={classes.line} data-notice>
        {notice}
      </span>
    </>
  );
}
