import { Stack } from "@mantine/core";
import * as texts from "../../../texts/texts";
import { isShownOnly } from "../fieldTypes";
import { ExpressionInput } from "./ExpressionInput";
import type { InspectorProps } from "./inspectorProps";

/** When the field is shown, and when it is required. */
export function VisibilityTab(props: InspectorProps) {
  const { field, faultAt, edit } = props;
  return (
    <Stack gap="xl">
      <ExpressionInput
        {...props}
        title={texts.builder.visibility}
        otherwise={texts.builder.always}
        verdicts={[texts.builder.shows, texts.builder.hides]}
        value={field.visibilityExpression ?? ""}
        fault={faultAt("visibilityExpression")}
        onExpression={(text) => edit({ visibilityExpression: text || null })}
      />
      {isShownOnly(field.type) ? null : (
        <ExpressionInput
          {...props}
          title={texts.builder.requirement}
          otherwise={texts.builder.asSwitched}
          verdicts={[texts.builder.requires, texts.builder.spares]}
          value={field.requiredExpression ?? ""}
          fault={faultAt("requiredExpression")}
          onExpression={(text) => edit({ requiredExpression: text || null })}
        />
      )}
    </Stack>
  );
}
