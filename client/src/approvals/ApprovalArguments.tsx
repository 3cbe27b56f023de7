import { Textarea } from "@mantine/core";
import * as texts from "../texts/texts";
import classes from "./ApprovalForm.module.css";

interface ApprovalArgumentsProps {
  /** The model's arguments, with nothing in them that is not seen. */
  shown: string;
  /** What is typed in their place, if somebody changes them. */
  edited: string | undefined;
  isUnfit: boolean;
  onChange: (edited: string) => void;
}

const words = texts.approvals;

/** What a call runs with: as the model said, or as a person changes it. */
export function ApprovalArguments({ shown, edited, isUnfit, onChange }: ApprovalArgumentsProps) {
  if (edited === undefined) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      <section aria-label={words.arguments} tabIndex={0}>
        <pre className={classes.values}>{shown}</pre>
      </section>
    );
  }
  return (
    <Textarea
      label={words.arguments}
      autosize
      minRows={3}
      value={edited}
      error={isUnfit ? words.noObject : undefined}
      classNames={{ input: classes.editor ?? "" }}
      onChange={({ currentTarget: { value } }) => onChange(value)}
    />
  );
}
