import { useEffect, useState } from "react";

/** Whether quick open is shown: Ctrl+P, or Cmd+P, opens it on this page. */
export function useQuickOpen() {
  const [isOpen, setIsOpen] = useState(false);

  useEffect(() => {
    function press(event: KeyboardEvent) {
      const isChord = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isChord || event.key.toLowerCase() !== "p") return;
      event.preventDefault(); // the browser would print the page
      setIsOpen(true);
    }
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);

  return { isOpen, open: () => setIsOpen(true), close: () => setIsOpen(false) };
}
