import { type ComponentProps, lazy, Suspense } from "react";
import { SkeletonRows } from "../../../ui/SkeletonRows";
import type { MultiChoiceField } from "./MultiChoiceField";

const Loaded = lazy(async () => ({
  default: (await import("./MultiChoiceField")).MultiChoiceField,
}));

/** Several choices of a list, loaded where a form has such a field. */
export function MultiChoiceFieldLater(props: ComponentProps<typeof MultiChoiceField>) {
  return (
    <Suspense fallback={<SkeletonRows rows={1} height={60} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
