import { Button } from "@mantine/core";
import * as texts from "../texts/texts";
import { EmptyState } from "./EmptyState";

interface NothingMatchesProps {
  title: string;
  /** Takes the filters away. */
  onClear: () => void;
}

/** A list that is empty because of its filters, and the way back. */
export function NothingMatches({ title, onClear }: NothingMatchesProps) {
  return (
    <EmptyState
      title={title}
      action={
        <Button size="xs" onClick={onClear}>
          {texts.common.clearFilters}
        </Button>
      }
    />
  );
}
