import { Textarea, type TextareaProps } from "@mantine/core";
import { useState } from "react";

interface OwnProps {
  value: string;
  onCommit: (typed: string) => void;
}

type AreaProps = OwnProps & Omit<TextareaProps, "value" | "onChange" | "onBlur">;

/** Several lines that count when the input is left. */
export function CommittedArea({ value, onCommit, ...props }: AreaProps) {
  const [typed, setTyped] = useState(value);
  return (
    <Textarea
      {...props}
      autosize
      minRows={2}
      maxRows={12}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== value) onCommit(typed);
      }}
    />
  );
}
