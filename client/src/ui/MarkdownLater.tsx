import { type ComponentProps, lazy, Suspense } from "react";
import type { Markdown } from "./Markdown";
import { SkeletonRows } from "./SkeletonRows";

const Loaded = lazy(async () => ({ default: (await import("./Markdown")).Markdown }));

/** Markdown, loaded with its parser where a page has some. */
export function MarkdownLater(props: ComponentProps<typeof Markdown>) {
  return (
    <Suspense fallback={<SkeletonRows rows={2} height={24} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
