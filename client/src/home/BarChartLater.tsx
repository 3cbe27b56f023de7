import { type ComponentProps, lazy, Suspense } from "react";
import { SkeletonRows } from "../ui/SkeletonRows";

const BarChart = lazy(async () => ({ default: (await import("../ui/BarChart")).BarChart }));

/** A chart that is loaded after the numbers above it. */
export function BarChartLater(props: ComponentProps<typeof BarChart>) {
  return (
    <Suspense fallback={<SkeletonRows rows={2} height={72} />}>
      <BarChart {...props} />
    </Suspense>
  );
}
