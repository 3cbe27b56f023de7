import { type PointerEvent, type RefObject, useRef, useState } from "react";

interface Drag {
  readonly from: number;
  readonly startY: number;
  readonly scrolled: number;
  readonly row: HTMLElement;
  /** The middle of each row when it began, on the page. */
  readonly middles: readonly number[];
}

export interface Dropping {
  readonly from: number;
  readonly to: number;
}

const EDGE = 64;
const SCROLL = 12;

/**
 * Moves the rows of a list by the pointer. Only the row's transform changes on the way; React draws
 * again when the place changes where it would be dropped.
 */
export function useDragOrder(
  list: RefObject<HTMLElement | null>,
  onMove: (from: number, to: number) => void,
) {
  const drag = useRef<Drag>(undefined);
  const [dropping, setDropping] = useState<Dropping>();

  function start(event: PointerEvent<HTMLElement>, from: number) {
    const rows = [...(list.current?.children ?? [])];
    const row = rows[from];
    if (event.button !== 0 || !(row instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const scrolled = window.scrollY;
    const middles = rows.map((one) => middleOf(one) + scrolled);
    drag.current = { from, startY: event.clientY, scrolled, row, middles };
    setDropping({ from, to: from });
  }

  function follow(event: PointerEvent<HTMLElement>) {
    const { current } = drag;
    if (current === undefined) return;
    scrollNear(event.clientY);
    const moved = event.clientY - current.startY + window.scrollY - current.scrolled;
    current.row.style.transform = `translateY(${moved}px)`;
    const middle = (current.middles[current.from] ?? 0) + moved;
    const to = current.middles.filter((one, at) => at !== current.from && one < middle).length;
    setDropping((before) => (before?.to === to ? before : { from: current.from, to }));
  }

  function end(isDropped: boolean) {
    const { current } = drag;
    if (current === undefined) return;
    drag.current = undefined;
    current.row.style.transform = "";
    if (isDropped && dropping !== undefined && dropping.to !== current.from) {
      onMove(current.from, dropping.to);
    }
    setDropping(undefined);
  }

  const handle = (place: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => start(event, place),
    onPointerMove: follow,
    onPointerUp: () => end(true),
    onPointerCancel: () => end(false),
  });
  return { dropping, handle };
}

function middleOf(element: Element): number {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

function scrollNear(y: number): void {
  if (y < EDGE) window.scrollBy(0, -SCROLL);
  else if (y > window.innerHeight - EDGE) window.scrollBy(0, SCROLL);
}
