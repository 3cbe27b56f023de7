import { Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import type { FormField } from "../../../api/schema";
import * as texts from "../../../texts/texts";
import { EmptyState } from "../../../ui/EmptyState";
import { FormState } from "../../answers/formState";
import type { BuilderHandle } from "../useBuilder";
import classes from "./Canvas.module.css";
import { CanvasField } from "./CanvasField";
import { type Dropping, useDragOrder } from "./useDragOrder";

interface CanvasProps {
  builder: BuilderHandle;
}

/** The fields as users will see them, each with what can be done with it. No provider is asked. */
export function Canvas({ builder }: CanvasProps) {
  const { state, change, faults } = builder;
  const { fields } = state.content;
  const list = useRef<HTMLOListElement>(null);
  const [told, setTold] = useState("");
  const { dropping, handle } = useDragOrder(list, move);
  const keys = useMemo(() => keysOf(fields), [fields]);
  const drawn = useMemo(() => new FormState(fields, { answers: {}, query: {} }), [fields]);

  function move(from: number, to: number) {
    if (to < 0 || to >= fields.length) return;
    change({ kind: "move", from, to });
    const field = fields[from];
    setTold(texts.builder.movedTo(field?.label ?? field?.name ?? "", to + 1, fields.length));
  }

  function remove(place: number) {
    change({ kind: "remove", place });
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>("[aria-current=true]")?.focus();
    });
  }

  return (
    <Stack component="section" gap="xs" aria-label={texts.builder.canvas}>
      <Title order={2} size="h3">
        {texts.builder.canvas}
      </Title>
      {fields.length === 0 ? (
        <EmptyState title={texts.builder.noFields} says={texts.builder.noFieldsSays} />
      ) : (
        <Text size="xs" c="dimmed">
          {texts.builder.keys}
        </Text>
      )}
      <ol ref={list} className={classes.list}>
        {fields.map((field, place) => (
          <CanvasField
            key={keys[place]}
            field={field}
            place={place}
            count={fields.length}
            drawn={drawn}
            isSelected={state.selected === place}
            faultCount={faults.filter((fault) => fault.place === place).length}
            isDragged={dropping?.from === place}
            drop={dropAt(dropping, place)}
            handle={handle(place)}
            change={change}
            onMove={(to) => move(place, to)}
            onRemove={() => remove(place)}
          />
        ))}
      </ol>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </Stack>
  );
}

function dropAt(dropping: Dropping | undefined, place: number): "before" | "after" | undefined {
  if (dropping === undefined || dropping.to !== place || dropping.to === dropping.from) {
    return undefined;
  }
  return dropping.to < dropping.from ? "before" : "after";
}

/** A key for each field: its name, which is another's, too, while the author types. */
function keysOf(fields: readonly FormField[]): string[] {
  const seen = new Map<string, number>();
  return fields.map(({ name }) => {
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return `${count} ${name}`;
  });
}
