import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";
import * as texts from "../texts/texts";
import { Delayed } from "./Delayed";

interface SkeletonRowsProps {
  rows?: number;
  /** Pixels of one row: that of the content that comes. */
  height?: number;
}

export function SkeletonRows({ rows = 8, height = 40 }: SkeletonRowsProps) {
  return (
    <div role="status">
      <VisuallyHidden>{texts.common.loading}</VisuallyHidden>
      <Delayed>
        <Stack gap={4}>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
            <Skeleton key={row} height={height} />
          ))}
        </Stack>
      </Delayed>
    </div>
  );
}
