import { CloseButton, TextInput } from "@mantine/core";
import Search from "lucide-react/icons/search";
import * as texts from "../texts/texts";

interface FilterInputProps {
  label: string;
  value: string;
  /** Whether it is as wide as its place in a bar of several filters. */
  fills?: boolean;
  onChange: (value: string) => void;
}

/** The text filter of a list; the key `/` leads to it. */
export function FilterInput({ label, value, fills = false, onChange }: FilterInputProps) {
  return (
    <TextInput
      data-filter
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={
        value === "" ? null : (
          <CloseButton size="sm" aria-label={texts.common.clear} onClick={() => onChange("")} />
        )
      }
      w={fills ? "100%" : { base: "100%", sm: 280 }}
    />
  );
}
