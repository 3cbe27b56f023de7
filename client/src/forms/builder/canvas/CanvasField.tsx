import { Badge, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import GripVertical from "lucide-react/icons/grip-vertical";
import type { Dispatch, KeyboardEvent, PointerEventHandler } from "react";
import type { FormField } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import type { FormState } from "../../answers/formState";
import { FormFieldView } from "../../runner/fields/FormFieldView";
import { NO_UPLOADS } from "../../runner/noUploads";
import type { BuilderChange } from "../builderState";
import classes from "./Canvas.module.css";
import { FieldTools } from "./FieldTools";
import { RuleLine } from "./RuleLine";

interface CanvasFieldProps {
  field: FormField;
  place: number;
  count: number;
  drawn: FormState;
  isSelected: boolean;
  faultCount: number;
  isDragged: boolean;
  drop: "before" | "after" | undefined;
  handle: Record<
    "onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel",
    PointerEventHandler<HTMLElement> | (() => void)
  >;
  change: Dispatch<BuilderChange>;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One field: as the runner draws it, under a bar that chooses, moves, copies and removes it. */
export function CanvasField(props: CanvasFieldProps) {
  const { field, place, count, drawn, isSelected, faultCount, change, onMove, onRemove } = props;
  const label = field.label || field.name;

  function press(event: KeyboardEvent) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && step !== undefined) onMove(place + step);
    else if (event.key === "Delete") onRemove();
    else return;
    event.preventDefault();
  }

  return (
    <li
      className={classes.row}
      data-selected={isSelected || undefined}
      data-dragged={props.isDragged || undefined}
      data-drop={props.drop}
    >
      <div className={classes.bar}>
        <span
          className={classes.handle}
          title={texts.builder.drag(label)}
          aria-hidden
          {...props.handle}
        >
          <GripVertical size={16} />
        </span>
        <UnstyledButton
          className={classes.choose}
          aria-current={isSelected}
          onClick={() => change({ kind: "select", place })}
          onKeyDown={press}
        >
          <Text span size="xs" c="dimmed">
            {`${field.name} · ${texts.builder.types[field.type]}`}
          </Text>
          <VisuallyHidden>{`: ${texts.builder.field(label, place + 1, count)}`}</VisuallyHidden>
        </UnstyledButton>
        {faultCount > 0 ? <Badge color="red">{texts.builder.faults(faultCount)}</Badge> : null}
        <FieldTools
          label={label}
          onMove={(step) => onMove(place + step)}
          onCopy={() => change({ kind: "copy", place })}
          onRemove={onRemove}
        />
      </div>
      <div className={classes.drawn} inert>
        <FormFieldView
          field={field}
          id={`canvas-${place}`}
          value={drawn.values[field.name]}
          isRequired={Boolean(field.required)}
          fault={undefined}
          notice={undefined}
          context={drawn.context}
          offered={undefined}
          uploads={NO_UPLOADS}
          onChange={() => undefined}
        />
      </div>
      <RuleLine title={texts.builder.shownIf} expression={field.visibilityExpression} />
      <RuleLine title={texts.builder.requiredIf} expression={field.requiredExpression} />
    </li>
  );
}
