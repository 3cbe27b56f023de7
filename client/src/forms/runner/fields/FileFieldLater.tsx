import { type ComponentProps, lazy, Suspense } from "react";
import { SkeletonRows } from "../../../ui/SkeletonRows";
import type { FileField } from "./FileField";

const Loaded = lazy(async () => ({ default: (await import("./FileField")).FileField }));

/** Files to send, loaded where a form has such a field. */
export function FileFieldLater(props: ComponentProps<typeof FileField>) {
  return (
    <Suspense fallback={<SkeletonRows rows={1} height={84} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
