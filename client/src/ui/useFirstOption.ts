import type { ComboboxStore } from "@mantine/core";
import { useEffect } from "react";

/** Selects the first option again whenever the list changed under the keyboard. */
export function useFirstOption(combobox: ComboboxStore, typed: string, list: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each list, not for each render
  useEffect(() => {
    combobox.selectFirstOption();
  }, [typed, list]);
}
