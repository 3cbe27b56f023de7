import { NumberInput } from "@mantine/core";

interface DollarInputProps {
  label: string;
  description: string;
  value: number | "";
  error?: string | undefined;
  disabled?: boolean;
  onChange: (value: number | "") => void;
}

/** An amount in dollars; empty where none is set. */
export function DollarInput({ onChange, ...props }: DollarInputProps) {
  return (
    <NumberInput
      {...props}
      prefix="$ "
      min={0}
      max={1_000_000}
      decimalScale={6}
      thousandSeparator=","
      hideControls
      onChange={(value) => onChange(typeof value === "number" ? value : "")}
    />
  );
}
