import type { WorkflowView } from "../../../api/schema";
import type { Scope } from "../../../api/scope";
import type { ProviderSource } from "../../runner/useProviders";
import { Canvas } from "../canvas/Canvas";
import { Inspector } from "../inspector/Inspector";
import { FieldPalette } from "../palette/FieldPalette";
import type { BuilderHandle } from "../useBuilder";
import classes from "./FieldsPanel.module.css";

interface FieldsPanelProps {
  scope: Scope;
  builder: BuilderHandle;
  workflow: WorkflowView | undefined;
  providers: ProviderSource;
}

/** What can be added, the form as it will look, and the field that is changed. */
export function FieldsPanel({ scope, builder, workflow, providers }: FieldsPanelProps) {
  return (
    <div className={classes.panes}>
      <div className={classes.palette}>
        <FieldPalette builder={builder} workflow={workflow} />
      </div>
      <Canvas builder={builder} />
      <div className={classes.inspector}>
        <Inspector scope={scope} builder={builder} workflow={workflow} providers={providers} />
      </div>
    </div>
  );
}
