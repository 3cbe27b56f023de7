import { type RefObject, useEffect } from "react";

const PRESSES = ["pointerdown", "pointerup", "pointercancel"] as const;

/**
 * Scrolls along ("stick to bottom"): keeps the end of what grows in view, as long as it is there: who scrolls up to read is left alone.
 * While a pointer is down nothing moves, so that what was pressed is what is clicked.
 */
export function useStickToBottom(
  content: RefObject<HTMLElement | null>,
  end: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const [grows, last] = [content.current, end.current];
    if (grows === null || last === null) return;
    let isInView = true;
    let isPressed = false;
    let hasGrown = false;

    function follow() {
      hasGrown = isInView && isPressed;
      if (isInView && !isPressed) last?.scrollIntoView({ block: "nearest" });
    }

    function press({ type }: Event) {
      isPressed = type === "pointerdown";
      if (hasGrown) follow();
    }

    // Of one frame, sizes are told before what is in view: the end is known to be where it was.
    const sizes = new ResizeObserver(follow);
    const views = new IntersectionObserver(([seen]) => {
      if (!hasGrown) isInView = seen?.isIntersecting ?? isInView;
    });
    sizes.observe(grows);
    views.observe(last);
    for (const type of PRESSES) document.addEventListener(type, press, { capture: true });
    return () => {
      sizes.disconnect();
      views.disconnect();
      for (const type of PRESSES) document.removeEventListener(type, press, { capture: true });
    };
  }, [content, end]);
}
