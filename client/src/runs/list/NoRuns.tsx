import * as texts from "../../texts/texts";
import { EmptyState } from "../../ui/EmptyState";
import { NothingMatches } from "../../ui/NothingMatches";

interface NoRunsProps {
  isFiltered: boolean;
  onClear: () => void;
}

/** Why there is no run in the list. */
export function NoRuns({ isFiltered, onClear }: NoRunsProps) {
  if (isFiltered) return <NothingMatches title={texts.runs.noMatch} onClear={onClear} />;
  return <EmptyState title={texts.runs.empty} says={texts.runs.emptySays} />;
}
