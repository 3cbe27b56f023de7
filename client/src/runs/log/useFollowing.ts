import { type RefObject, useEffect, useRef, useState } from "react";

const NEAR_END = 40;

interface Following {
  /** Lines that came while the reader looked at earlier ones. */
  readonly unseen: number;
  readonly resume: () => void;
}

/** Scrolls on with new lines until the reader scrolls up, and tells how many came since. */
export function useFollowing(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  starts: boolean,
): Following {
  const follows = useRef(starts);
  const [seen, setSeen] = useState(0);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const left = element.scrollHeight - element.scrollTop - element.clientHeight;
      follows.current = left < NEAR_END;
      if (follows.current) setSeen(count);
    };
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [scroller, count]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null || !follows.current) return;
    element.scrollTop = element.scrollHeight;
    setSeen(count);
  }, [scroller, count]);

  return {
    unseen: follows.current ? 0 : Math.max(0, count - seen),
    resume: () => {
      follows.current = true;
      scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    },
  };
}
