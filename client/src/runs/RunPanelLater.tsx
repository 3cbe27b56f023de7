import { type ComponentProps, lazy, Suspense } from "react";
import { SkeletonRows } from "../ui/SkeletonRows";
import type { RunPanel } from "./RunPanel";

const Loaded = lazy(async () => ({ default: (await import("./RunPanel")).RunPanel }));

/** RunPanel, loaded when a run is there to be shown. */
export function RunPanelLater(props: ComponentProps<typeof RunPanel>) {
  return (
    <Suspense fallback={<SkeletonRows rows={4} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
