import { Button } from "@mantine/core";
import { type ReactNode, Suspense, useState } from "react";
import { SkeletonRows } from "../ui/SkeletonRows";

interface PanelLaterProps {
  /** What the button says. */
  title: string;
  /** A lazy component: it is loaded once the button is pressed. */
  children: ReactNode;
}

/** A button, and once somebody presses it, its panel. */
export function PanelLater({ title, children }: PanelLaterProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (!isOpen) {
    return (
      <div>
        <Button size="xs" onClick={() => setIsOpen(true)}>
          {title}
        </Button>
      </div>
    );
  }
  return <Suspense fallback={<SkeletonRows rows={4} />}>{children}</Suspense>;
}
