import { Button } from "@mantine/core";
import { type ComponentProps, lazy, Suspense, useState } from "react";
import * as texts from "../../texts/texts";
import { SkeletonRows } from "../../ui/SkeletonRows";
import type { TransformPanel } from "./TransformPanel";

const Loaded = lazy(async () => ({ default: (await import("./TransformPanel")).TransformPanel }));

/** TransformPanel, for Python, loaded when somebody asks for it. */
export function TransformPanelLater(props: ComponentProps<typeof TransformPanel>) {
  const [isOpen, setIsOpen] = useState(false);
  if (!props.file.path.endsWith(".py")) return null;
  if (!isOpen) {
    return (
      <div>
        <Button size="xs" onClick={() => setIsOpen(true)}>
          {texts.code.transforms.title}
        </Button>
      </div>
    );
  }
  return (
    <Suspense fallback={<SkeletonRows rows={4} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
