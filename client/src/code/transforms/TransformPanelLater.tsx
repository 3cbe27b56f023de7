import { type ComponentProps, lazy } from "react";
import * as texts from "../../texts/texts";
import { PanelLater } from "../PanelLater";
import type { TransformPanel } from "./TransformPanel";

const Loaded = lazy(async () => ({ default: (await import("./TransformPanel")).TransformPanel }));

/** TransformPanel, for Python, loaded when somebody asks for it. */
export function TransformPanelLater(props: ComponentProps<typeof TransformPanel>) {
  if (!props.file.path.endsWith(".py")) return null;
  return (
    <PanelLater title={texts.code.transforms.title}>
      <Loaded {...props} />
    </PanelLater>
  );
}
