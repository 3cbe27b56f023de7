import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";

interface OwnProps {
  value: string;
  onCommit: (typed: string) => void;
}

type InputProps = OwnProps & Omit<TextInputProps, "value" | "onChange" | "onBlur" | "onKeyDown">;

/** An input whose text counts when it is left, or at Enter: what is half typed means nothing yet. */
export function CommittedInput({ value, onCommit, ...props }: InputProps) {
  const [typed, setTyped] = useState(value);
  const commit = () => {
    if (typed !== value) onCommit(typed);
  };
  return (
    <TextInput
      {...props}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    />
  );
}
