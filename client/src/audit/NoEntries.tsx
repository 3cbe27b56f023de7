import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { NothingMatches } from "../ui/NothingMatches";

interface NoEntriesProps {
  isFiltered: boolean;
  onClear: () => void;
}

/** An audit log without entries, or without those that the filters want. */
export function NoEntries({ isFiltered, onClear }: NoEntriesProps) {
  if (!isFiltered) return <EmptyState title={texts.audit.empty} />;
  return <NothingMatches title={texts.audit.noMatch} onClear={onClear} />;
}
