import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";

interface SortArrowProps {
  isDown: boolean;
}

export function SortArrow({ isDown }: SortArrowProps) {
  return isDown ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />;
}
