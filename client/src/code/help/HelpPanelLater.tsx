import { Button } from "@mantine/core";
import { type ComponentProps, lazy, Suspense, useState } from "react";
import * as texts from "../../texts/texts";
import { SkeletonRows } from "../../ui/SkeletonRows";
import type { HelpPanel } from "./HelpPanel";

const Loaded = lazy(async () => ({ default: (await import("./HelpPanel")).HelpPanel }));

/** HelpPanel, loaded when somebody asks for help. */
export function HelpPanelLater(props: ComponentProps<typeof HelpPanel>) {
  const [isOpen, setIsOpen] = useState(false);
  if (!isOpen) {
    return (
      <div>
        <Button size="xs" onClick={() => setIsOpen(true)}>
          {texts.code.help}
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
