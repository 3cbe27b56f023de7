import { type ComponentProps, lazy } from "react";
import * as texts from "../../texts/texts";
import { PanelLater } from "../PanelLater";
import type { HelpPanel } from "./HelpPanel";

const Loaded = lazy(async () => ({ default: (await import("./HelpPanel")).HelpPanel }));

/** HelpPanel, loaded when somebody asks for help. */
export function HelpPanelLater(props: ComponentProps<typeof HelpPanel>) {
  return (
    <PanelLater title={texts.code.help}>
      <Loaded {...props} />
    </PanelLater>
  );
}
